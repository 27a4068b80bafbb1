package dev.kendall.testkit;

import static org.junit.jupiter.api.Named.named;

import dev.kendall.attributes.AttributeValue;
import dev.kendall.attributes.Attributes;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** Values that tend to break storages. */
final class Samples {
    private static final String LONGEST = "memory ".repeat(14_285) + "12345";

    private Samples() {}

    /** Texts that every storage must give back as they were. */
    static Stream<Named<String>> texts() {
        return Stream.of(
                named("plain", "Can you ring John before the stand-up?"),
                named("emoji", "👩‍👩‍👧 and 🏳️‍🌈, then 𝒜"),
                named("right to left", "שלום, מה שלומך? مرحبا بالعالم"),
                named("not composed", "Cafe\u0301, not Caf\u00e9"),
                named("white space", "  two\ttabs\t\r\nand\u00a0lines\u2028\u200b\n\n "),
                named("SQL", "'); DROP TABLE messages; -- \"x\" $$ ${y} :z ?"),
                named("wildcards and escapes", "100% _ \\ \\n \\u0000 \\\\ \\x00 {1,2} NULL"),
                named("JSON", "{\"user\": \"ben\", \"a\": [null, 1e999]}"),
                named("last characters", "\u0001\u001f\u007f\u0080\ufeff\ufffd\uffff\udbff\udfff"),
                named("100,000 characters", LONGEST));
    }

    /** Texts that no storage can keep. */
    static Stream<Named<String>> badTexts() {
        return Stream.of(
                named("NUL", "a\0b"),
                named("high surrogate alone", "a\ud83d"),
                named("low surrogate alone", "\ude00b"),
                named("surrogates swapped", "\ude00\ud83d"),
                named("100,001 characters", LONGEST + "6"));
    }

    /** Ids that are none. */
    static Stream<Named<String>> badIds() {
        return Stream.of(
                named("empty", ""),
                named("blank", " \t\n"),
                named("129 characters", "x".repeat(129)),
                named("NUL", "a\0"),
                named("unpaired surrogate", "a\ud83d"));
    }

    /** Times that no storage can keep. */
    static Stream<Instant> badTimes() {
        return Stream.of(
                Instant.MIN,
                Instant.parse("0000-12-31T23:59:59.999999Z"),
                Instant.parse("+10000-01-01T00:00:00Z"),
                Instant.MAX);
    }

    /**
     * Pairs of ids of different users that a careless storage takes for one. All of them, unless the system property
     * {@value IsolationContract#PAIRS} asks for fewer, which are spread over them.
     */
    static Stream<Arguments> users() {
        List<Arguments> all = allUsers();
        int pairs = Math.max(1, Math.min(all.size(), Integer.getInteger(IsolationContract.PAIRS, all.size())));
        return IntStream.range(0, pairs).mapToObj(pair -> all.get(pair * all.size() / pairs));
    }

    private static List<Arguments> allUsers() {
        return List.of(
                users("anna", "Anna"),
                users("anna", "anna "),
                users("anna", " anna"),
                users("anna", "ann"),
                users("anna", "anna\n"),
                users("anna", "%"),
                users("anna", "_nna"),
                users("anna", "a.*"),
                users("anna", "' OR '1'='1"),
                users("anna", "anna' --"),
                users("anna", "\"anna\""),
                users("anna", "anna\\"),
                users("anna", "anna/home"),
                users("anna", "anna:home"),
                users("caf\u00e9", "cafe\u0301"),
                users("ß", "ss"),
                users("i", "\u0130"),
                users("\u212a", "k"),
                users("😀", "😁"),
                users("x".repeat(128), "x".repeat(127) + "y"));
    }

    private static Arguments users(String one, String other) {
        return Arguments.of(named(shown(one), UserId.of(one)), named(shown(other), UserId.of(other)));
    }

    private static String shown(String id) {
        return id.replace("\n", "\\n");
    }

    /** One of each type of value, some of them odd. */
    static Attributes attributes() {
        return Attributes.none()
                .with("text", "it's \"quoted\" 👋")
                .with("empty", "")
                .with("whole", Long.MAX_VALUE)
                .with("exact", new AttributeValue.Number(new BigDecimal("-0.1000000000000000000000000000000001")))
                .with("large", new AttributeValue.Number(new BigDecimal("1e90")))
                .with("yes", true)
                .with("no", false)
                .with("texts", List.of("b", "a", "", "b"))
                .with("none", List.of())
                .with("a key.with $odd 'characters' 😀", "x")
                .with("user_id", "ben");
    }

    /** A profile with everything in it. */
    static Profile profile() {
        return Profile.builder()
                .fullName("Anna-Lena O'Brien 👩")
                .nickname("Annie")
                .email("Anna@Example.org")
                .phone("020 7946 0018")
                .zone(ZoneId.of("Pacific/Auckland"))
                .region("nz")
                .assistantName("Kendall")
                .traits(List.of("warm", "brief", "warm"))
                .useCase("keeping in touch")
                .boundaries(List.of("never call my boss"))
                .instructions("Line one\nline two: מה שלומך")
                .attributes(attributes())
                .build();
    }
}

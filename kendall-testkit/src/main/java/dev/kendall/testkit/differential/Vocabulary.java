package dev.kendall.testkit.differential;

import dev.kendall.attributes.AttributeValue;
import dev.kendall.attributes.Attributes;
import dev.kendall.entity.ExternalId;
import dev.kendall.testkit.SequentialIds;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** The ids and words that histories are made of: few, so that they meet, and some that break careless storages. */
final class Vocabulary {
    /** In order of code points the last two stand otherwise than in order of UTF-16. */
    static final List<UserId> USERS =
            List.of(UserId.of("anna"), UserId.of("\uff5e".repeat(128)), UserId.of("😀 O'Brien\"; DROP -- \\ %_"));

    static final UserId STRANGER = UserId.of("nobody");

    private static final List<ThreadId> THREADS =
            List.of(ThreadId.of("home"), ThreadId.of("anna/home\n' OR '1'='1"), ThreadId.of("\uff5eש😀".repeat(32)));

    /** Ids of the caller's, of every kind of thing; a signed comparison puts some of them into another order. */
    private static final List<UUID> IDS = List.of(
            SequentialIds.at(5_000_001),
            SequentialIds.at(5_000_002),
            SequentialIds.at(5_000_003),
            SequentialIds.at(5_000_004),
            new UUID(0, 0),
            new UUID(1, -1),
            new UUID(-1, -1),
            new UUID(Long.MIN_VALUE, 1));

    private static final List<String> WORDS = List.of(
            "garden",
            "gardens",
            "rose",
            "roses",
            "water",
            "watering",
            "John",
            "John's",
            "O'Brien",
            "don't",
            "coffee",
            "train",
            "Tuesday",
            "42",
            "the",
            "and",
            "is",
            "café",
            "cafe\u0301",
            "Ärger",
            "東京",
            "привет",
            "שלום",
            "👋",
            "-");

    private static final List<String> ODD_TEXTS = List.of(
            "'); DROP TABLE messages; -- \"x\" $$ ${y} :z ?",
            "100% _ \\ \\n \\u0000 \\\\ garden & (rose | ! water) <-> :*",
            "  two\ttabs\t\r\nand\u00a0lines\u2028\u200b\n\n ",
            "\u0001\u001f\u007f\u0080\ufeff\ufffd\uffff\udbff\udfff",
            "garden ".repeat(200));

    private static final List<String> NAMES = List.of(
            "John", " john", "JOHN", "Maria", "Zoë", "Zoe\u0308", "O'Brien \"Bob\" \\", "李明", "\uff5e", "😀", "İpek");
    private static final List<String> PHONES = List.of(
            "020 7946 0018",
            "+44 20 7946 0018",
            "+442079460019",
            "+1 415 555 0123",
            "0171 555 0123",
            "12",
            "no number");
    private static final List<String> FULL_PHONES = List.of("+442079460018", "+442079460019", "+14155550123");
    private static final List<String> EMAILS =
            List.of("john@example.org", "JOHN@Example.org ", "o'brien@example.org", "maria@example.org", "İ@x.io");
    private static final List<String> SYSTEMS = List.of("crm", "airtable/Users", "\uff5e", "😀'");
    private static final List<String> VALUES = List.of("1", "2", "rec'\"\\ %", "\uff5e😀".repeat(85));

    private static final List<Profile> PROFILES = List.of(
            Profile.empty(),
            Profile.builder()
                    .fullName("Anna")
                    .region("gb")
                    .zone(ZoneId.of("Pacific/Auckland"))
                    .build(),
            Profile.builder()
                    .fullName("Anna")
                    .region("us")
                    .traits(List.of("warm", "brief", "warm"))
                    .build(),
            Profile.builder()
                    .nickname("'); -- 😀")
                    .email("Anna@Example.org")
                    .region("GB")
                    .instructions("Line one\nline two: מה שלומך")
                    .attributes(Attributes.none().with("user_id", "ben").with("large", odd("1e90")))
                    .build());

    private static final List<Attributes> ATTRIBUTES = List.of(
            Attributes.none(),
            Attributes.none().with("read", true).with("count", 3),
            Attributes.none()
                    .with("exact", odd("-0.1000000000000000000000000000000001"))
                    .with("whole", Long.MAX_VALUE),
            Attributes.none().with("a key.with $odd 'characters' 😀", "").with("texts", List.of("b", "a", "", "b")),
            Attributes.none()
                    .with("user_id", "anna")
                    .with("none", List.of())
                    .with("no", false)
                    .with("real", 1.5));

    private final Dice dice;

    Vocabulary(Dice dice) {
        this.dice = dice;
    }

    private static AttributeValue odd(String number) {
        return new AttributeValue.Number(new BigDecimal(number));
    }

    ThreadId thread() {
        return dice.of(THREADS);
    }

    UUID id() {
        return dice.of(IDS);
    }

    /** A text, which may be empty. */
    String text() {
        if (dice.chance(5)) {
            return dice.of(List.of("", " \n"));
        }
        return filled();
    }

    /** A text that is not blank. */
    String filled() {
        if (dice.chance(5)) {
            return dice.of(ODD_TEXTS);
        }
        return dice.of(WORDS) + " " + String.join(" ", dice.some(6, () -> dice.of(WORDS)));
    }

    String word() {
        return dice.of(WORDS);
    }

    String name() {
        return dice.of(NAMES);
    }

    /** A phone number as a person writes it, or none at all. */
    String phone() {
        return dice.of(PHONES);
    }

    /** A phone number with its country code. */
    String fullPhone() {
        return dice.of(FULL_PHONES);
    }

    String email() {
        return dice.of(EMAILS);
    }

    ExternalId externalId() {
        return ExternalId.of(dice.of(SYSTEMS), dice.of(VALUES));
    }

    Profile profile() {
        return dice.of(PROFILES);
    }

    Attributes attributes() {
        return dice.of(ATTRIBUTES);
    }
}

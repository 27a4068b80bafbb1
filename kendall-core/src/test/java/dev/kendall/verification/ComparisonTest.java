package dev.kendall.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.attributes.AttributeValue;
import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.entity.EntityKind;
import dev.kendall.fixture.RecordChange;
import dev.kendall.replica.StoredRow;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each distinction can be given up, alone, and what is left still counts. */
class ComparisonTest {
    private final FilledStorage left = new FilledStorage(1, 2);
    private final Message message = RecordChange.with(
            ((StoredRow.OfMessage) left.any(EntityKind.MESSAGE)).message(),
            "createdAt",
            Instant.parse("2026-01-01T09:00:00.123Z"));

    private boolean areEqual(Comparison comparison, Message a, Message b) {
        FilledStorage.put(left.storage(), new StoredRow.OfMessage(a));
        InMemoryStorage right = left.copy();
        FilledStorage.put(right, new StoredRow.OfMessage(b));
        return Verification.of(left.storage(), right)
                .comparison(comparison)
                .build()
                .run()
                .isEqual();
    }

    private void givesUp(UnaryOperator<Comparison.Builder> looser, Message a, Message b) {
        assertThat(areEqual(Comparison.exact(), a, b)).isFalse();
        assertThat(areEqual(looser.apply(Comparison.builder()).build(), a, b)).isTrue();
        assertThat(areEqual(Comparison.loose(), a, b)).isTrue();
    }

    private Message said(String text) {
        return RecordChange.with(message, "text", text);
    }

    private Message having(AttributeValue value) {
        return message.withAttributes(Attributes.none().with("tags", value));
    }

    @Test
    void microseconds() {
        Message later =
                RecordChange.with(message, "createdAt", message.createdAt().plusNanos(456_000));

        givesUp(comparison -> comparison.times(ChronoUnit.MILLIS), message, later);

        assertThat(areEqual(
                        Comparison.loose(),
                        message,
                        RecordChange.with(
                                message, "createdAt", message.createdAt().plusMillis(1))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'said', 'said\n'",
        "'', '\n'",
        "'one\r\ntwo', 'one  \ntwo'",
        "'2*3 [a]', '2\\*3 \\[a\\]'",
        "'* one\n* two', '- one\n- two'"
    })
    void what_a_rich_text_field_rewrites(String given, String kept) {
        givesUp(Comparison.Builder::richText, said(given), said(kept));
    }

    @ParameterizedTest
    @CsvSource({"'one two', 'onetwo'", "'one\ntwo', 'one two'", "'**one**', 'one'", "'', 'x'"})
    void no_word_is_given_up(String a, String b) {
        assertThat(areEqual(Comparison.loose(), said(a), said(b))).isFalse();
    }

    @Test
    void a_list_and_a_text_with_commas_and_its_order() {
        givesUp(
                Comparison.Builder::lists,
                having(new AttributeValue.Texts(List.of("wine", "family"))),
                having(new AttributeValue.Text("family, wine")));

        assertThat(areEqual(
                        Comparison.loose(),
                        having(new AttributeValue.Texts(List.of("wine", "family"))),
                        having(new AttributeValue.Text("family"))))
                .isFalse();
    }

    @Test
    void the_order_of_traits() {
        InMemoryStorage right = left.copy();
        User user = ((StoredRow.OfUser) left.any(EntityKind.USER)).user();
        Profile profile =
                user.profile().toBuilder().traits(List.of("calm", "dry")).build();
        FilledStorage.put(left.storage(), new StoredRow.OfUser(user.withProfile(profile)));
        FilledStorage.put(
                right,
                new StoredRow.OfUser(user.withProfile(
                        profile.toBuilder().traits(List.of("dry", "calm")).build())));

        assertThat(Verification.of(left.storage(), right).build().run().fields())
                .containsOnlyKeys("user.traits");
        assertThat(Verification.of(left.storage(), right)
                        .comparison(Comparison.builder().lists().build())
                        .build()
                        .run()
                        .isEqual())
                .isTrue();
    }

    @Test
    void a_blank_attribute() {
        for (AttributeValue blank : List.of(
                new AttributeValue.Text(""), new AttributeValue.Texts(List.of()), new AttributeValue.Flag(false))) {
            givesUp(Comparison.Builder::blanks, having(blank), message.withAttributes(Attributes.none()));
        }
        assertThat(areEqual(
                        Comparison.loose(),
                        message.withAttributes(Attributes.none().with("confidence", 0)),
                        message.withAttributes(Attributes.none())))
                .isFalse();
    }

    @Test
    void a_field() {
        givesUpOnly(comparison -> comparison.without(EntityKind.MESSAGE, "text"));
    }

    private void givesUpOnly(UnaryOperator<Comparison.Builder> looser) {
        Comparison comparison = looser.apply(Comparison.builder()).build();
        assertThat(areEqual(comparison, said("one"), said("two"))).isTrue();
        assertThat(areEqual(
                        comparison,
                        said("one"),
                        RecordChange.with(
                                said("one"), "createdAt", message.createdAt().plusMillis(1))))
                .isFalse();
    }

    @Test
    void texts_numbers_and_flags_of_one_spelling_are_not_the_same() {
        List<AttributeValue> values = List.of(
                new AttributeValue.Text("1"),
                new AttributeValue.Number(BigDecimal.ONE),
                new AttributeValue.Flag(true),
                new AttributeValue.Text("true"));
        for (AttributeValue a : values) {
            for (AttributeValue b : values) {
                assertThat(areEqual(Comparison.loose(), having(a), having(b))).isEqualTo(a.equals(b));
            }
        }
    }

    @Test
    void days_are_no_precision() {
        assertThatThrownBy(() -> Comparison.builder().times(ChronoUnit.DAYS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not in Days");
    }
}

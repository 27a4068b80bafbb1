package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.attributes.Attributes;
import dev.kendall.contact.ContactId;
import dev.kendall.page.Page;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternId;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.PatternStore;
import dev.kendall.pattern.PatternType;
import dev.kendall.pattern.Schedule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@link PatternStore}. */
public abstract class PatternStoreContract extends StorageContract {
    private static final NewPattern WALKS = NewPattern.of(PatternType.TIME_BASED_ACTION, "walks the dog");
    private static final ContactId JOHN = new ContactId(SequentialIds.at(5_000));

    private static PatternId patternId(int n) {
        return new PatternId(SequentialIds.at(2_000_000 + n));
    }

    /** A pattern in which everything is set. */
    private static NewPattern whole() {
        return new NewPattern(
                patternId(1),
                PatternType.of("my_own_2"),
                "rings John 📞",
                Schedule.weekly(EnumSet.of(DayOfWeek.FRIDAY, DayOfWeek.MONDAY), LocalTime.of(17, 30)),
                JOHN,
                0.1 + 0.2,
                Integer.MAX_VALUE,
                START.minusSeconds(9_000),
                START.minusSeconds(60),
                List.of(messageId(2), messageId(1)),
                Samples.attributes());
    }

    private PatternStore patterns() {
        return storage.patterns();
    }

    private Listing<Pattern> listing(PatternFilter filter) {
        return request -> patterns().list(ANNA, filter, request);
    }

    private List<Pattern> everything() {
        return listing(PatternFilter.all()).all();
    }

    /** The stored form of {@code pattern}. */
    private static Pattern stored(NewPattern pattern, PatternId id, Instant created) {
        return new Pattern(
                ANNA,
                id,
                pattern.type(),
                pattern.description(),
                pattern.schedule(),
                pattern.contact(),
                pattern.confidence(),
                pattern.observations(),
                pattern.firstObserved(),
                pattern.lastObserved(),
                pattern.evidence(),
                PatternStatus.ACTIVE,
                pattern.attributes(),
                created,
                created,
                1);
    }

    static Stream<Named<Schedule>> schedules() {
        return Stream.of(
                Named.of("daily", Schedule.daily(null)),
                Named.of("daily at midnight", Schedule.daily(LocalTime.MIDNIGHT)),
                Named.of("weekly on no day", Schedule.weekly(Set.of(), null)),
                Named.of("weekly on every day", Schedule.weekly(EnumSet.allOf(DayOfWeek.class), LocalTime.of(23, 59))),
                Named.of("monthly", Schedule.monthly(31, LocalTime.of(9, 5))),
                Named.of("custom", new Schedule(Schedule.Frequency.CUSTOM, Set.of(DayOfWeek.SUNDAY), 1, null)));
    }

    @Nested
    class Add {
        @Test
        @ContractRule("PATTERN-1")
        void stores_a_pattern_with_all_its_fields() {
            Pattern expected = stored(whole(), patternId(1), now());
            assertThat(patterns().add(ANNA, whole())).isEqualTo(expected);
            assertThat(patterns().find(ANNA, patternId(1))).contains(expected);
        }

        @Test
        @ContractRule("PATTERN-1")
        void stores_a_pattern_with_none_of_them_under_an_id_of_its_own() {
            Pattern first = patterns().add(ANNA, WALKS);
            assertThat(first).isEqualTo(stored(WALKS, first.id(), now()));
            Pattern second = patterns().add(ANNA, WALKS);
            assertThat(second.id()).isGreaterThan(first.id());
            assertThat(everything()).containsExactly(first, second);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.PatternStoreContract#schedules")
        @ContractRule("PATTERN-1")
        void stores_every_schedule(Schedule schedule) {
            Pattern stored = patterns().add(ANNA, WALKS.withSchedule(schedule));
            assertThat(stored.schedule()).isEqualTo(schedule);
            assertThat(everything()).containsExactly(stored);
        }

        @Test
        @ContractRule("PATTERN-1")
        void gives_the_stored_pattern_as_it_is_now_when_repeated() {
            Pattern added = patterns().add(ANNA, whole());
            assertThat(patterns().add(ANNA, whole())).isEqualTo(added);
            Pattern dismissed = patterns().update(added.withStatus(PatternStatus.DISMISSED));
            assertThat(patterns().add(ANNA, whole())).isEqualTo(dismissed);
            assertThat(everything()).containsExactly(dismissed);
        }

        @Test
        @ContractRule("PATTERN-1")
        void conflicts_with_another_type_under_the_same_id() {
            Pattern added = patterns().add(ANNA, whole());
            assertConflict(() -> patterns().add(ANNA, WALKS.withId(patternId(1))));
            assertThat(everything()).containsExactly(added);
            assertThat(patterns().add(BEN, WALKS.withId(patternId(1))).user()).isEqualTo(BEN);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#badTexts")
        @ContractRule("PATTERN-1")
        void refuses_text_that_cannot_be_kept(String text) {
            assertRefused(() -> patterns().add(ANNA, NewPattern.of(PatternType.BEHAVIOR, text)));
            assertRefused(() -> patterns().add(ANNA, NewPattern.of(PatternType.of(text), "x")));
            assertThat(storage.users().find(ANNA)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
        @ContractRule("PATTERN-1")
        void refuses_a_confidence_that_is_none(double confidence) {
            assertRefused(() -> patterns().add(ANNA, WALKS.withConfidence(confidence)));
            assertThat(storage.users().find(ANNA)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#badTimes")
        @ContractRule("PATTERN-1")
        void refuses_times_that_cannot_be_kept(Instant time) {
            assertRefused(() -> patterns().add(ANNA, WALKS.observed(1, time, null)));
            assertRefused(() -> patterns().add(ANNA, WALKS.observed(1, null, time)));
            assertThat(storage.users().find(ANNA)).isEmpty();
        }
    }

    @Nested
    class Update {
        @ParameterizedTest
        @EnumSource
        @ContractRule("PATTERN-2")
        void stores_the_status(PatternStatus status) {
            Pattern read = patterns().add(ANNA, whole());
            Pattern updated = patterns().update(read.withStatus(status));
            assertThat(updated.status()).isEqualTo(status);
            assertThat(patterns().find(ANNA, read.id())).contains(updated);
        }

        @Test
        @ContractRule("PATTERN-2")
        void replaces_everything_as_the_next_version_but_id_type_and_creation_time() {
            Pattern read = patterns().add(ANNA, whole());
            Instant later = tick();
            Instant elsewhen = START.minusSeconds(99);
            Pattern changed = new Pattern(
                    ANNA,
                    read.id(),
                    PatternType.PREFERENCE,
                    "does something else",
                    null,
                    null,
                    1.0 / 3,
                    0,
                    null,
                    null,
                    List.of(messageId(3)),
                    PatternStatus.RETIRED,
                    Attributes.none(),
                    elsewhen,
                    elsewhen,
                    1);
            Pattern expected = new Pattern(
                    ANNA,
                    read.id(),
                    whole().type(),
                    "does something else",
                    null,
                    null,
                    1.0 / 3,
                    0,
                    null,
                    null,
                    List.of(messageId(3)),
                    PatternStatus.RETIRED,
                    Attributes.none(),
                    read.created(),
                    later,
                    2);
            assertThat(patterns().update(changed)).isEqualTo(expected);
            assertThat(patterns().find(ANNA, read.id())).contains(expected);
        }

        @Test
        @ContractRule("PATTERN-2")
        void loses_to_who_came_first() {
            Pattern read = patterns().add(ANNA, WALKS);
            Pattern first = patterns().update(read.withStatus(PatternStatus.RETIRED));
            assertConflict(() -> patterns().update(read.withStatus(PatternStatus.DISMISSED)));
            assertThat(everything()).containsExactly(first);
        }

        @Test
        @ContractRule("PATTERN-2")
        void finds_no_unknown_pattern_and_none_of_another_user() {
            Pattern bens = patterns().add(BEN, WALKS);
            assertNotFound(() -> patterns().update(stored(WALKS, bens.id(), now())));
            assertThat(patterns().find(BEN, bens.id())).contains(bens);
            assertThat(everything()).isEmpty();
        }
    }

    @Nested
    class Find {
        @Test
        @ContractRule("PATTERN-3")
        void gives_the_users_own_pattern_only_whatever_its_status() {
            Pattern annas = patterns().add(ANNA, WALKS);
            assertThat(patterns().find(ANNA, annas.id())).contains(annas);
            assertThat(patterns().find(BEN, annas.id())).isEmpty();
            assertThat(patterns().find(ANNA, patternId(9))).isEmpty();
            Pattern retired = patterns().update(annas.withStatus(PatternStatus.RETIRED));
            assertThat(patterns().find(ANNA, annas.id())).contains(retired);
        }
    }

    @Nested
    class ListFiltered {
        private Pattern sure(double confidence) {
            return patterns().add(ANNA, WALKS.withConfidence(confidence));
        }

        @Test
        @ContractRule("PATTERN-4")
        void gives_the_surest_first_and_ties_by_id() {
            Pattern never = sure(0);
            Pattern tied1 = sure(0.1 + 0.2);
            Pattern tied2 = sure(0.1 + 0.2);
            Pattern less = sure(0.3);
            Pattern tied3 = sure(0.1 + 0.2);
            Pattern surest = sure(1);
            Pattern tiny = sure(Double.MIN_VALUE);
            patterns().add(BEN, WALKS);
            listing(PatternFilter.all()).assertGives(List.of(surest, tied1, tied2, tied3, less, tiny, never));
        }

        @Test
        @ContractRule("PATTERN-4")
        void filters_by_status() {
            Pattern active = sure(0.5);
            Pattern dismissed = patterns().update(sure(0.4).withStatus(PatternStatus.DISMISSED));
            Pattern retired = patterns().update(sure(0.3).withStatus(PatternStatus.RETIRED));
            listing(PatternFilter.active()).assertGives(List.of(active));
            listing(PatternFilter.all()).assertGives(List.of(active, dismissed, retired));
            listing(new PatternFilter(Set.of(PatternStatus.DISMISSED, PatternStatus.RETIRED), Set.of(), null, 0))
                    .assertGives(List.of(dismissed, retired));
        }

        @Test
        @ContractRule("PATTERN-4")
        void filters_by_type_contact_and_confidence() {
            Pattern walks = sure(0.5);
            Pattern rings = patterns()
                    .add(
                            ANNA,
                            NewPattern.of(PatternType.RECURRING_CONTACT, "rings John")
                                    .withContact(JOHN)
                                    .withConfidence(0.4));
            Pattern prefers = patterns()
                    .add(
                            ANNA,
                            NewPattern.of(PatternType.PREFERENCE, "prefers mail")
                                    .withConfidence(0.3));
            listing(PatternFilter.all().of(PatternType.RECURRING_CONTACT, PatternType.PREFERENCE))
                    .assertGives(List.of(rings, prefers));
            listing(PatternFilter.all().with(JOHN)).assertGives(List.of(rings));
            listing(PatternFilter.all().atLeast(0.4)).assertGives(List.of(walks, rings));
            listing(PatternFilter.active().of(PatternType.PREFERENCE).atLeast(0.31))
                    .assertGives(List.of());
        }

        @Test
        @ContractRule("PATTERN-4")
        void is_empty_for_an_unknown_user() {
            patterns().add(BEN, WALKS);
            assertThat(listing(PatternFilter.all()).first(1)).isEqualTo(Page.empty());
        }

        @Test
        @ContractRule("PATTERN-4")
        void goes_on_where_it_was_while_patterns_come_and_change() {
            sure(0.9);
            Pattern last = sure(0.6);
            Pattern moved = sure(0.5);
            Pattern stays = sure(0.4);
            Page<Pattern> page = listing(PatternFilter.all()).first(2);
            patterns().update(last.withObservations(WALKS.withConfidence(0.7)));
            patterns().update(moved.withObservations(WALKS.withConfidence(0.8)));
            sure(0.65);
            Pattern added = sure(0.45);
            Pattern tied = sure(0.6);
            assertThat(listing(PatternFilter.all()).after(page)).containsExactly(tied, added, stays);
        }

        @Test
        @ContractRule("PATTERN-4")
        void refuses_cursors_of_others() {
            sure(0.5);
            sure(0.5);
            listing(PatternFilter.all()).assertRefusesForeignCursors();
        }
    }
}

package dev.kendall.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.fixture.SequentialIds;
import dev.kendall.user.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PatternTransitionsTest {
    private static final UserId USER = UserId.of("u");
    private static final PatternId ID = new PatternId(SequentialIds.id(1));
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final NewPattern RUNS =
            NewPattern.of(PatternType.BEHAVIOR, "Runs before work").withConfidence(0.5);

    private final Pattern stored = PatternTransitions.added(USER, ID, RUNS, THEN);

    @Test
    void a_pattern_is_added_active_as_version_1() {
        assertThat(stored)
                .returns(USER, Pattern::user)
                .returns(ID, Pattern::id)
                .returns("Runs before work", Pattern::description)
                .returns(0.5, Pattern::confidence)
                .returns(PatternStatus.ACTIVE, Pattern::status)
                .returns(THEN, Pattern::created)
                .returns(THEN, Pattern::updated)
                .returns(1L, Pattern::version);
    }

    @Test
    void adding_one_of_the_same_type_again_gives_the_stored_one() {
        NewPattern again = NewPattern.of(PatternType.BEHAVIOR, "Swims");
        assertThat(PatternTransitions.sameAs(stored, again)).isSameAs(stored);
    }

    @Test
    void adding_one_of_another_type_under_the_id_is_a_conflict() {
        NewPattern other = NewPattern.of(PatternType.TIME_BASED_ACTION, "Runs before work");
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> PatternTransitions.sameAs(stored, other))
                .withMessage("user u already has a pattern " + ID + " of type " + PatternType.BEHAVIOR
                        + "; leave the id out, or update that pattern");
    }

    @Test
    void an_update_leaves_type_and_creation_time() {
        NewPattern judged =
                NewPattern.of(PatternType.TIME_BASED_ACTION, "Swims").withConfidence(0.9);
        Pattern changed = stored.withObservations(judged).withStatus(PatternStatus.DISMISSED);

        Pattern updated = PatternTransitions.updated(stored, changed, NOW);

        assertThat(updated)
                .returns("Swims", Pattern::description)
                .returns(0.9, Pattern::confidence)
                .returns(PatternStatus.DISMISSED, Pattern::status)
                .returns(PatternType.BEHAVIOR, Pattern::type)
                .returns(THEN, Pattern::created)
                .returns(NOW, Pattern::updated)
                .returns(2L, Pattern::version);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> PatternTransitions.updated(updated, changed, NOW))
                .withMessageStartingWith("pattern " + ID + " of user u is at version 2, not 1");
    }

    @Test
    void what_is_not_stored_is_not_updated() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> PatternTransitions.updated(null, stored, NOW))
                .withMessage("user u has no pattern " + ID + " to update");
    }
}

package dev.kendall.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UserTransitionsTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Profile ANN = Profile.builder().fullName("Ann").build();

    private final User stored = new User(UserId.of("u"), Profile.empty(), THEN, THEN, 1);

    @Test
    void saving_another_profile_gives_the_next_version_and_the_same_one_changes_nothing() {
        User saved = UserTransitions.saved(stored, ANN, NOW);

        assertThat(saved).isEqualTo(new User(UserId.of("u"), ANN, THEN, NOW, 2));
        assertThat(UserTransitions.saved(saved, ANN, NOW)).isSameAs(saved);
    }

    @Test
    void an_update_wants_the_stored_version() {
        User changed = stored.withProfile(ANN);

        User updated = UserTransitions.updated(stored, changed, NOW);

        assertThat(updated).isEqualTo(new User(UserId.of("u"), ANN, THEN, NOW, 2));
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> UserTransitions.updated(updated, changed, NOW))
                .withMessageStartingWith("user u is at version 2, not 1");
    }

    @Test
    void who_is_not_stored_is_not_updated() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> UserTransitions.updated(null, stored, NOW))
                .withMessage("there is no user u to update; save the profile instead");
    }
}

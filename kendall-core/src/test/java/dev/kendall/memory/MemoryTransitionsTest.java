package dev.kendall.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kendall.failure.Conflict;
import dev.kendall.fixture.SequentialIds;
import dev.kendall.user.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryTransitionsTest {
    private static final UserId USER = UserId.of("u");
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final MemoryId OLD = new MemoryId(SequentialIds.id(1));
    private static final MemoryId NEW = new MemoryId(SequentialIds.id(2));

    private final Memory stored = MemoryTransitions.added(USER, OLD, NewMemory.fact("employer", "Acme"), THEN);
    private final Memory successor = MemoryTransitions.added(USER, NEW, NewMemory.fact("employer", "Initech"), NOW);

    private Memory retracted() {
        return MemoryTransitions.retracted(stored, stored, NOW);
    }

    @Test
    void a_memory_is_added_as_version_1_and_counts() {
        assertThat(stored.content()).isEqualTo(NewMemory.fact("employer", "Acme"));
        assertThat(stored)
                .returns(USER, Memory::user)
                .returns(OLD, Memory::id)
                .returns(THEN, Memory::recordedAt)
                .returns(null, Memory::supersededAt)
                .returns(1L, Memory::version)
                .returns(true, Memory::isCurrent);
    }

    @Test
    void adding_the_same_again_gives_the_stored_one_as_it_is_now() {
        Memory closed = retracted();
        NewMemory again = NewMemory.fact("employer", "Acme").withImportance(Importance.HIGH);
        assertThat(MemoryTransitions.sameAs(closed, again)).isSameAs(closed);
    }

    @ParameterizedTest
    @CsvSource({"fact, employer, Initech", "fact, Employer, Acme", "preference, employer, Acme"})
    void adding_another_under_the_id_is_a_conflict_that_quotes_nothing(String type, String key, String value) {
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> MemoryTransitions.sameAs(stored, NewMemory.of(MemoryType.of(type), key, value)))
                .withMessage("user u already has another memory " + OLD + "; leave the id out, or update that memory");
    }

    @Test
    void an_update_replaces_the_content_and_nothing_else() {
        NewMemory content = NewMemory.of(MemoryType.PREFERENCE, "drink", "tea")
                .withId(NEW)
                .withContext("at lunch")
                .withImportance(Importance.LOW)
                .validBetween(THEN, NOW)
                .expiringAt(NOW);
        Memory tampered = new Memory(
                USER,
                OLD,
                content.type(),
                content.key(),
                content.value(),
                content.context(),
                content.importance(),
                content.validFrom(),
                content.validTo(),
                content.expiresAt(),
                content.sources(),
                content.attributes(),
                NOW,
                NOW,
                NEW,
                1);

        Memory updated = MemoryTransitions.updated(stored, tampered);
        assertThat(updated.withContent(stored.content()))
                .isEqualTo(new Memory(
                        USER,
                        OLD,
                        stored.type(),
                        stored.key(),
                        stored.value(),
                        null,
                        Importance.MEDIUM,
                        null,
                        null,
                        null,
                        stored.sources(),
                        stored.attributes(),
                        THEN,
                        null,
                        null,
                        2));
        assertThat(updated.content().withId(NEW)).isEqualTo(content);
    }

    @Test
    void what_no_longer_counts_can_be_corrected_and_still_does_not_count() {
        Memory closed = MemoryTransitions.superseded(stored, stored, successor, NOW);
        Memory corrected =
                MemoryTransitions.updated(closed, closed.withContent(NewMemory.fact("employer", "ACME Ltd")));
        assertThat(corrected)
                .returns("ACME Ltd", Memory::value)
                .returns(NOW, Memory::supersededAt)
                .returns(NEW, Memory::supersededBy)
                .returns(3L, Memory::version);
    }

    @Test
    void a_superseded_memory_names_its_successor_and_ends_now() {
        Memory closed = MemoryTransitions.superseded(stored, stored, successor, NOW);
        assertThat(closed)
                .returns(NOW, Memory::supersededAt)
                .returns(NEW, Memory::supersededBy)
                .returns(NOW, Memory::validTo)
                .returns(2L, Memory::version)
                .returns("Acme", Memory::value)
                .returns(THEN, Memory::recordedAt);
    }

    @ParameterizedTest
    @CsvSource({
        // validFrom and validTo of the old one, validFrom of the successor, validTo of the old one afterwards
        ", , 2026-02-01T00:00:00Z, 2026-02-01T00:00:00Z",
        ", 2025-12-01T00:00:00Z, 2026-02-01T00:00:00Z, 2025-12-01T00:00:00Z",
        ", 2027-01-01T00:00:00Z, 2026-02-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "2026-01-15T00:00:00Z, , 2026-02-01T00:00:00Z, 2026-02-01T00:00:00Z",
        "2026-02-15T00:00:00Z, , 2026-02-01T00:00:00Z, 2026-02-15T00:00:00Z",
        "2027-01-01T00:00:00Z, , , 2027-01-01T00:00:00Z",
        ", , 2027-01-01T00:00:00Z, 2027-01-01T00:00:00Z"
    })
    void a_superseded_memory_ends_in_the_world_where_its_successor_begins(
            Instant from, Instant to, Instant successorFrom, Instant end) {
        Memory old = MemoryTransitions.added(USER, OLD, stored.content().validBetween(from, to), THEN);
        Memory next = MemoryTransitions.added(USER, NEW, successor.content().validBetween(successorFrom, null), NOW);
        assertThat(MemoryTransitions.superseded(old, old, next, NOW).validTo()).isEqualTo(end);
    }

    @Test
    void a_retracted_memory_has_no_successor_and_keeps_its_validity() {
        assertThat(retracted())
                .returns(NOW, Memory::supersededAt)
                .returns(null, Memory::supersededBy)
                .returns(null, Memory::validTo)
                .returns(2L, Memory::version);
    }

    @Test
    void a_restored_memory_counts_again_with_the_end_it_had() {
        Memory closed = MemoryTransitions.superseded(stored, stored, successor, NOW);
        assertThat(MemoryTransitions.restored(closed, closed, null))
                .isEqualTo(MemoryTransitions.updated(MemoryTransitions.updated(stored, stored), withVersion2()));
    }

    private Memory withVersion2() {
        return MemoryTransitions.updated(stored, stored);
    }

    @Test
    void a_change_of_another_version_is_a_conflict() {
        Memory newer = MemoryTransitions.updated(stored, stored);
        String message = "memory " + OLD + " of user u is at version 2, not 1; read it again and redo the change";
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> MemoryTransitions.updated(newer, stored))
                .withMessage(message);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> MemoryTransitions.superseded(newer, stored, successor, NOW))
                .withMessage(message);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> MemoryTransitions.retracted(newer, stored, NOW))
                .withMessage(message);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> MemoryTransitions.restored(newer, stored, null))
                .withMessage(message);
    }

    @Test
    void what_no_longer_counts_cannot_stop_counting_and_what_counts_cannot_be_restored() {
        Memory closed = retracted();
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> MemoryTransitions.retracted(closed, closed, NOW))
                .withMessageContaining("no longer counts since 2026-03-01T00:00:00Z");
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> MemoryTransitions.superseded(closed, closed, successor, NOW));
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> MemoryTransitions.restored(stored, stored, null))
                .withMessage("memory " + OLD + " of user u counts already");
    }

    @Test
    void a_memory_is_not_its_own_successor() {
        Memory itself = MemoryTransitions.sameAs(stored, stored.content());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryTransitions.superseded(stored, stored, itself, NOW))
                .withMessage("memory " + OLD + " cannot be its own successor; update it instead");
    }

    @Test
    void a_memory_that_no_longer_counts_succeeds_none() {
        Memory gone = MemoryTransitions.retracted(successor, successor, NOW);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> MemoryTransitions.superseded(stored, stored, gone, NOW))
                .withMessageContaining("memory " + NEW)
                .withMessageContaining("no longer counts since 2026-03-01T00:00:00Z");
    }

    @Test
    void no_conflict_here_is_a_lost_race_that_could_be_redone_as_it_is() {
        Memory newer = MemoryTransitions.updated(stored, stored);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> MemoryTransitions.updated(newer, stored))
                .returns(false, Conflict::isLostRace);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> MemoryTransitions.retracted(retracted(), retracted(), NOW))
                .returns(false, Conflict::isLostRace);
    }
}

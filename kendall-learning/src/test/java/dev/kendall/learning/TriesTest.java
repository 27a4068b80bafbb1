package dev.kendall.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.MessageId;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TriesTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static Duration allWaits(double chance) {
        Duration all = Duration.ZERO;
        for (int failed = 1; failed < Tries.MOST; failed++) {
            all = all.plus(Tries.pause(failed, chance));
        }
        return all;
    }

    private static Optional<Tries> find(InMemoryStorage storage, UserId user, ThreadId thread) {
        return storage.inTransaction(tx -> Tries.find(tx.state(), user, thread));
    }

    @Test
    void they_last_from_two_to_three_hours() {
        assertThat(allWaits(0)).isBetween(Duration.ofHours(2), Duration.ofMinutes(122));
        assertThat(allWaits(1)).isBetween(Duration.ofHours(3), Duration.ofMinutes(183));
    }

    @Test
    void the_longest_wait_too_is_of_chance() {
        assertThat(Tries.pause(9, 0)).isEqualTo(Duration.ofMinutes(30));
        assertThat(Tries.pause(9, 0.5)).isEqualTo(Duration.ofSeconds(2_250));
        assertThat(Tries.pause(100, 1)).isEqualTo(Duration.ofMinutes(45));
    }

    @Test
    void they_are_kept_as_they_are() {
        UserId anna = UserId.of("anna");
        ThreadId home = ThreadId.of("home");
        Tries tries = Tries.of(new Watermark(NOON, new MessageId(new UUID(7, 1))), NOON)
                .failed(NOON, 0.25)
                .ruledUpTo(new Watermark(NOON.plusMillis(1), new MessageId(new UUID(7, 2))));
        try (InMemoryStorage storage = InMemoryStorage.create()) {
            storage.inTransaction(tx -> {
                tries.put(tx.state(), anna, home);
                return true;
            });
            assertThat(find(storage, anna, home)).contains(tries);
            storage.inTransaction(tx -> {
                Tries.remove(tx.state(), anna, home);
                return true;
            });
            assertThat(find(storage, anna, home)).isEmpty();
        }
    }
}

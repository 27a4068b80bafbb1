package dev.kendall.learning.triggerdev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.learning.triggerdev.CallbackLog.Claim;
import dev.kendall.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InMemoryCallbackLogTest {
    private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    private final InMemoryCallbackLog log = new InMemoryCallbackLog(clock, 3);

    private Instant in(int minutes) {
        return clock.instant().plus(Duration.ofMinutes(minutes));
    }

    @Test
    void givesWorkToAnotherWhenItsHoldersTimeIsOver() {
        assertThat(log.claim("w", "a", in(5))).isEqualTo(Claim.TAKEN);
        assertThat(log.claim("w", "b", in(5))).isEqualTo(Claim.BUSY);
        assertThat(log.claim("w", "a", in(5))).as("its holder again").isEqualTo(Claim.TAKEN);
        clock.advance(Duration.ofMinutes(5));
        assertThat(log.claim("w", "b", in(5))).isEqualTo(Claim.TAKEN);
        log.release("w", "a");
        assertThat(log.claim("w", "c", in(5)))
                .as("released by one that has it no more")
                .isEqualTo(Claim.BUSY);
        log.release("w", "b");
        assertThat(log.claim("w", "c", in(5))).isEqualTo(Claim.TAKEN);
    }

    @Test
    void knowsWhatIsDoneUntilItsTimeIsOver() {
        log.claim("w", "a", in(5));
        log.done("w", in(60));
        log.release("w", "a");
        assertThat(log.claim("w", "b", in(5))).isEqualTo(Claim.DONE);
        clock.advance(Duration.ofMinutes(60));
        assertThat(log.claim("w", "b", in(5))).isEqualTo(Claim.TAKEN);
    }

    @Test
    void forgetsTheOldestWorkThatIsDoneAndNeverWhatIsBeingDone() {
        log.claim("busy", "a", in(60));
        for (int i = 1; i <= 5; i++) {
            log.claim("w" + i, "a", in(60));
            log.done("w" + i, in(60));
        }
        assertThat(log.claim("busy", "b", in(60))).isEqualTo(Claim.BUSY);
        assertThat(log.claim("w5", "b", in(60))).isEqualTo(Claim.DONE);
        assertThat(log.claim("w1", "b", in(60))).isEqualTo(Claim.TAKEN);
    }

    @Test
    void seesARequestOnceUntilItsTimeIsOver() {
        assertThat(log.note("r", in(10))).isTrue();
        assertThat(log.note("r", in(10))).isFalse();
        clock.advance(Duration.ofMinutes(10));
        assertThat(log.note("r", in(10))).isTrue();
    }
}

package dev.kendall.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.benchmarks.replay.Performance.Seconds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PerformanceTest {
    private static final List<ScriptedMessage> SCRIPT = ReplayedUser.of(1, 2).script();

    @Test
    void whatWasCutOffTakesLongerThanItHadBeenPlayed() {
        Performance performance = new Performance(List.of(4.0, 2.0, 1.0), List.of(3.0));

        assertThat(performance.at(0.5)).isEqualTo(new Seconds(2, false));
        assertThat(performance.at(0.75)).isEqualTo(new Seconds(3, true));
        assertThat(performance.at(1)).isEqualTo(new Seconds(4, true));
        assertThat(performance.begun()).isEqualTo(4);
    }

    @Test
    void playsEveryMessageOfEveryone() throws Exception {
        Performance performance = Performance.of(
                List.of(new Part(message -> {}, SCRIPT), new Part(message -> {}, SCRIPT)), Duration.ofMinutes(1));

        assertThat(performance.finished()).hasSize(4);
        assertThat(performance.cutOff()).isEmpty();
    }

    @Test
    void whoeverIsNotThroughIsCutOff() throws Exception {
        Player endless = message -> new CountDownLatch(1).await();

        Performance performance = Performance.of(
                List.of(new Part(endless, SCRIPT), new Part(message -> {}, SCRIPT)), Duration.ofSeconds(1));

        assertThat(performance.finished()).hasSize(2);
        assertThat(performance.cutOff())
                .singleElement()
                .satisfies(seconds -> assertThat(seconds).isPositive());
    }

    @Test
    void aFailureEndsTheRun() {
        Player failing = message -> {
            throw new IOException("refused");
        };

        assertThatThrownBy(() -> Performance.of(List.of(new Part(failing, SCRIPT)), Duration.ofMinutes(1)))
                .hasRootCauseMessage("refused");
    }
}

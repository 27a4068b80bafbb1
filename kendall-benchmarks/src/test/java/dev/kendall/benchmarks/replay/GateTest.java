package dev.kendall.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GateTest {
    @Test
    void thePacedOneLetsFiveThroughAndThenWaits() throws Exception {
        Gate gate = Gate.paced();
        long start = System.nanoTime();
        for (int call = 0; call < 6; call++) {
            gate.pass();
        }

        assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(Gate.Paced.WINDOW_MILLIS);
    }
}

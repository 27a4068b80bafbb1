package dev.kendall.benchmarks.postgres.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static Samples of(long... milliseconds) {
        Samples samples = new Samples();
        LongStream.of(milliseconds).forEach(time -> samples.add(time * 1_000_000));
        return samples;
    }

    @Test
    void percentilesAreMeasuredTimes() {
        Samples samples =
                of(LongStream.rangeClosed(1, 1_000).map(i -> 1_001 - i).toArray());

        assertThat(samples.count()).isEqualTo(1_000);
        assertThat(samples.percentile(0.5)).isEqualTo(500);
        assertThat(samples.percentile(0.95)).isEqualTo(950);
        assertThat(samples.percentile(1)).isEqualTo(1_000);
    }

    @Test
    void partsCountTogether() {
        assertThat(Samples.of(List.of(of(5, 1), of(3))).percentile(0.5)).isEqualTo(3);
    }
}

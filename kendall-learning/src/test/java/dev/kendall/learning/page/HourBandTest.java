package dev.kendall.learning.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class HourBandTest {
    @Test
    void it_is_the_shortest_over_midnight_too() {
        assertThat(HourBand.around(Set.of(9, 12, 10))).contains(new HourBand(9, 4));
        assertThat(HourBand.around(Set.of(22, 23, 1))).contains(new HourBand(22, 4));
        assertThat(HourBand.around(Set.of(0))).contains(new HourBand(0, 1));
        assertThat(HourBand.around(Set.of(0, 12))).contains(new HourBand(0, 13));
        assertThat(HourBand.around(Set.of())).isEmpty();
    }
}

package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RowVersionTest {
    private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-01-02T00:00:00Z");

    @Test
    void the_version_decides_and_of_one_version_the_time() {
        assertThat(new RowVersion(2, EARLIER).isNewerThan(new RowVersion(1, LATER)))
                .isTrue();
        assertThat(new RowVersion(1, LATER).isNewerThan(new RowVersion(2, EARLIER)))
                .isFalse();
        assertThat(new RowVersion(1, LATER).isNewerThan(new RowVersion(1, EARLIER)))
                .isTrue();
        assertThat(new RowVersion(1, EARLIER).isNewerThan(new RowVersion(1, EARLIER)))
                .isFalse();
    }
}

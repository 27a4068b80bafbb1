package dev.kendall.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {
    @ParameterizedTest
    @CsvSource({
        "postgres (PostgreSQL) 17.11, 17.11",
        "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1), 15.18",
        "default_version = '0.8.0', 0.8.0",
        "18beta1, 18",
        "17, 17"
    })
    void readsTheFirstVersionInAText(String text, String version) {
        assertThat(Version.parse(text)).hasToString(version);
    }

    @Test
    void saysWhenThereIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Version.parse("devel"))
                .withMessage("There is no version in \"devel\".");
    }

    @Test
    void ordersByNumbersNotByText() {
        assertThat(Version.parse("0.10.0")).isGreaterThan(Version.parse("0.9.9"));
        assertThat(Version.parse("15")).isEqualByComparingTo(Version.parse("15.0"));
        assertThat(Version.parse("15").isAtLeast(Version.parse("15.0"))).isTrue();
        assertThat(Version.parse("14.99").isAtLeast(Version.parse("15"))).isFalse();
        assertThat(new Version(List.of(17, 11)).major()).isEqualTo(17);
    }

    @Test
    void refusesWhatIsTooOldAndSaysWhich() {
        assertThatThrownBy(() -> Versions.check(Version.parse("14.9"), Version.parse("0.8.0")))
                .hasMessage("it is PostgreSQL 14.9, and 15 is needed");
        assertThatThrownBy(() -> Versions.check(Version.parse("15"), Version.parse("0.7.4")))
                .hasMessage("its pgvector is 0.7.4, and 0.8.0 is needed");
    }

    @Test
    void warnsOfPgvectorBeforeItsLastRepair() {
        assertThat(new Versions(Version.parse("17"), Version.parse("0.8.3")).warning())
                .hasValueSatisfying(warning -> assertThat(warning).startsWith("pgvector 0.8.3 is older than 0.8.4"));
        assertThat(new Versions(Version.parse("17"), Version.parse("0.8.4")).warning())
                .isEmpty();
    }
}

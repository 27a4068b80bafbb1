package dev.kendall.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ann:s%40cret%2B+@db:6543/app?sslmode=require",
                "postgres://ann:s%40cret%2B+@db:6543/app?sslmode=require",
                "jdbc:postgresql://db:6543/app?sslmode=require&user=ann&password=s%40cret%2B+",
                "  postgresql://ann:s%40cret%2B+@db:6543/app?sslmode=require\n"
            })
    void readsBothForms(String text) {
        DatabaseUrl url = DatabaseUrl.parse(text);
        assertThat(url.jdbc()).isEqualTo("jdbc:postgresql://db:6543/app?sslmode=require");
        assertThat(url.user()).isEqualTo("ann");
        assertThat(url.password()).isEqualTo("s@cret++");
    }

    @Test
    void hasDefaults() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://ann@[::1]");
        assertThat(url.jdbc()).isEqualTo("jdbc:postgresql://[::1]:5432/ann");
        assertThat(url.password()).isEmpty();
        assertThat(url.uri()).isEqualTo("postgresql://ann@[::1]:5432/ann");
    }

    @Test
    void writesWhatItReads() {
        DatabaseUrl url = new DatabaseUrl("db", 1, "a b/c", "x@y", "p:/?#", Map.of());
        assertThat(DatabaseUrl.parse(url.uri())).isEqualTo(url);
    }

    @Test
    void showsNoPassword() {
        assertThat(DatabaseUrl.parse("postgresql://ann:hidden@db/app"))
                .asString()
                .doesNotContain("hidden")
                .contains("ann");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ann:hidden@db/app",
                "jdbc:postgresql:app?password=hidden",
                "postgresql:///app?password=hidden",
                "postgresql://ann:hid den@db/app",
                "postgresql://db/app?password=hidden"
            })
    void refusesWithoutRepeatingThePassword(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseUrl.parse(text))
                .withMessageStartingWith("The database URL cannot be used: ")
                .withMessageEndingWith("write it as postgresql://user:password@host:5432/database.")
                .withMessageNotContaining("hid")
                .withNoCause();
    }
}

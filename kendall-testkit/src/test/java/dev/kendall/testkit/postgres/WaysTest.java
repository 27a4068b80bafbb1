package dev.kendall.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaysTest {
    private final List<Origin> tried = new ArrayList<>();

    @Test
    void takesTheFirstThatLeadsSomewhere() {
        Found found = new Ways(List.of(closed(Origin.GIVEN, "it is not set"), open(Origin.DOCKER), open(Origin.LOCAL)))
                .open(PostgresOptions.defaults());
        assertThat(found.origin()).isEqualTo(Origin.DOCKER);
        assertThat(tried).containsExactly(Origin.GIVEN, Origin.DOCKER);
    }

    @Test
    void saysWhyEachFailedAndWhatToDo() {
        Ways ways = new Ways(List.of(
                closed(Origin.GIVEN, "it is not set"),
                closed(Origin.DOCKER, "no engine answers"),
                closed(Origin.LOCAL, "there is no installation on this machine"),
                closed(Origin.PRIVATE, "pgvector has to be compiled, and there is no gcc")));
        assertThatExceptionOfType(PostgresUnavailable.class)
                .isThrownBy(() -> ways.open(PostgresOptions.defaults()))
                .withMessage(
                        "No PostgreSQL with pgvector could be had; tried (1) KENDALL_DATABASE_URL: it is not set;"
                                + " (2) Docker: no engine answers; (3) an installed PostgreSQL: there is no installation on this machine;"
                                + " (4) a PostgreSQL built in the cache: pgvector has to be compiled, and there is no gcc."
                                + " To have one, set KENDALL_DATABASE_URL to a PostgreSQL you have, or start Docker, or install PostgreSQL"
                                + " 15 or newer with pgvector 0.8.0 or newer, or install gcc on a Debian with its mirror in reach.");
        assertThat(tried).containsExactly(Origin.values());
    }

    @Test
    void killsOnlyWhatIsOurs() {
        Found found = new Ways(List.of(open(Origin.GIVEN), open(Origin.DOCKER), open(Origin.LOCAL)))
                .open(PostgresOptions.builder().crashable().build());
        assertThat(found.origin()).isEqualTo(Origin.LOCAL);
        assertThat(tried).containsExactly(Origin.LOCAL);
    }

    @Test
    void aGivenServerThatFailsIsNotReplaced() {
        PostgresOptions options = PostgresOptions.builder()
                .environment(Map.of("KENDALL_DATABASE_URL", "postgresql://ann:hidden@127.0.0.1:1/app"))
                .build();
        assertThatExceptionOfType(PostgresUnavailable.class)
                .isThrownBy(() -> new Ways(List.of(new GivenWay(), open(Origin.PRIVATE))).open(options))
                .withMessageStartingWith(
                        "KENDALL_DATABASE_URL is set to jdbc:postgresql://127.0.0.1:1/app as ann, and that server cannot be used: ")
                .withMessageNotContaining("hidden");
        assertThat(tried).isEmpty();
    }

    private Way open(Origin origin) {
        return way(origin, null);
    }

    private Way closed(Origin origin, String reason) {
        return way(origin, reason);
    }

    private Way way(Origin origin, String reason) {
        return new Way() {
            @Override
            public Origin origin() {
                return origin;
            }

            @Override
            public Found open(PostgresOptions options) throws Unavailable {
                tried.add(origin);
                if (reason != null) {
                    throw new Unavailable(reason);
                }
                return new Found(origin, DatabaseUrl.parse("postgresql://ann@db/app"), null, () -> {});
            }
        };
    }
}

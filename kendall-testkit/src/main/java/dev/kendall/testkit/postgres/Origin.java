package dev.kendall.testkit.postgres;

/** Where a server is from, in the order in which they are tried. */
public enum Origin {
    /** {@code KENDALL_DATABASE_URL} names it. */
    GIVEN("KENDALL_DATABASE_URL", "set KENDALL_DATABASE_URL to a PostgreSQL you have"),
    /** A container of {@code pgvector/pgvector}. */
    DOCKER("Docker", "start Docker"),
    /** A cluster of our own, run by the machine's programs. */
    LOCAL(
            "an installed PostgreSQL",
            "install PostgreSQL " + Versions.MIN_POSTGRES + " or newer with pgvector " + Versions.MIN_VECTOR
                    + " or newer"),
    /** A cluster of our own, run by programs in the cache. */
    PRIVATE("a PostgreSQL built in the cache", "install gcc on a Debian with its mirror in reach");

    private final String title;
    private final String advice;

    Origin(String title, String advice) {
        this.title = title;
        this.advice = advice;
    }

    String title() {
        return title;
    }

    /** What makes this way work. */
    String advice() {
        return advice;
    }
}

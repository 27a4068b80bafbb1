package dev.kendall.testkit.postgres;

import java.util.Optional;

/**
 * What is good enough.
 *
 * @param postgres of the server
 * @param vector of the pgvector extension
 */
record Versions(Version postgres, Version vector) {
    /** What the oldest supported hosted services run. */
    static final Version MIN_POSTGRES = Version.parse("15");
    /** The first with iterative scans: before it, a filter behind an HNSW index loses rows. */
    static final Version MIN_VECTOR = Version.parse("0.8.0");
    /** The first without known faults in building, vacuuming and repairing an HNSW index. */
    static final Version GOOD_VECTOR = Version.parse("0.8.4");

    /** Passes on what is good enough. */
    static void check(Version postgres, Version vector) throws Unavailable {
        if (!postgres.isAtLeast(MIN_POSTGRES)) {
            throw new Unavailable("it is PostgreSQL " + postgres + ", and " + MIN_POSTGRES + " is needed");
        }
        if (!vector.isAtLeast(MIN_VECTOR)) {
            throw new Unavailable("its pgvector is " + vector + ", and " + MIN_VECTOR + " is needed");
        }
    }

    /** What to beware of. */
    Optional<String> warning() {
        if (vector.isAtLeast(GOOD_VECTOR)) {
            return Optional.empty();
        }
        return Optional.of(
                "pgvector " + vector + " is older than " + GOOD_VECTOR
                        + ", which repairs HNSW graphs after vacuum and parallel builds; good for tests, to be renewed in production.");
    }

    @Override
    public String toString() {
        return "PostgreSQL " + postgres + " with pgvector " + vector;
    }
}

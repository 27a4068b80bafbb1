package dev.kendall.testkit.postgres;

import java.util.ArrayList;
import java.util.List;

/** The ways to a server, tried one after the other. */
final class Ways {
    private final List<Way> ways;

    Ways(List<Way> ways) {
        this.ways = List.copyOf(ways);
    }

    static Ways all() {
        return new Ways(List.of(new GivenWay(), new DockerWay(), new LocalWay(), new PrivateWay()));
    }

    /**
     * The first server.
     *
     * @throws PostgresUnavailable when there is none, with the reason of each way and what to do
     */
    Found open(PostgresOptions options) {
        List<String> reasons = new ArrayList<>();
        List<String> advice = new ArrayList<>();
        List<Throwable> causes = new ArrayList<>();
        for (Way way : ways) {
            String told = "(" + (reasons.size() + 1) + ") " + way.origin().title() + ": ";
            if (options.isCrashable() && !isOurs(way.origin())) {
                reasons.add(told + "not used, because the server is to be killed");
                continue;
            }
            try {
                return way.open(options);
            } catch (Unavailable e) {
                reasons.add(told + e.reason());
                advice.add(way.origin().advice());
                causes.add(e);
            }
        }
        PostgresUnavailable failure = new PostgresUnavailable(
                "No PostgreSQL with pgvector could be had; tried " + String.join("; ", reasons) + ". To have one, "
                        + String.join(", or ", advice) + ".",
                null);
        causes.forEach(failure::addSuppressed);
        throw failure;
    }

    private static boolean isOurs(Origin origin) {
        return origin == Origin.LOCAL || origin == Origin.PRIVATE;
    }
}

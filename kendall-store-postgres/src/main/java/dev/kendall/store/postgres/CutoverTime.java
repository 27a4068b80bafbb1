package dev.kendall.store.postgres;

import dev.kendall.internal.Checks;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The time of a cutover's store in its statements: the server's, so that no two nodes' clocks are ever compared. */
final class CutoverTime {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final @Nullable InstantSource clock;

    /** The server's time, or for tests that of a clock. */
    CutoverTime(@Nullable InstantSource clock) {
        this.clock = clock;
    }

    /** Now. */
    Sql now() {
        return clock == null
                ? Sql.of("statement_timestamp()")
                : Sql.value(Checks.time("the clock's time", clock.instant()));
    }

    /** So long from now. */
    Sql in(Duration time) {
        return Sql.of("(").add(now()).add(" + ").add(interval(time)).add(")");
    }

    /** So long ago. */
    Sql ago(Duration time) {
        return Sql.of("(").add(now()).add(" - ").add(interval(time)).add(")");
    }

    private static Sql interval(Duration time) {
        return new Sql().bind(micros(time)).add(" * interval '1 microsecond'");
    }

    /** In microseconds, and not longer than a century. */
    static long micros(Duration time) {
        Duration limited = time.compareTo(LONGEST) > 0 ? LONGEST : time;
        return limited.toSeconds() * 1_000_000 + limited.toNanosPart() / 1_000;
    }
}

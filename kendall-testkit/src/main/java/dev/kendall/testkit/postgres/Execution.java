package dev.kendall.testkit.postgres;

import java.util.List;

/**
 * A statement that a client had executed.
 *
 * @param statement its text, with {@code $1} for a parameter; what one simple query holds is one text
 * @param parameters in their order
 */
public record Execution(String statement, List<BoundParameter> parameters) {
    /** Copies the parameters. */
    public Execution {
        parameters = List.copyOf(parameters);
    }
}

package dev.kendall.examples.evaluate;

import dev.kendall.examples.command.Environment;
import java.util.List;

/**
 * One run of {@code ./kendall evaluate}, as it is kept.
 *
 * @param format {@link #FORMAT}
 * @param started when, in ISO 8601
 * @param model the embedding model and its dimensions; "" where no configuration needs one
 * @param seed of the bootstrap
 * @param samples how many the bootstrap drew
 * @param configurations in the order in which they ran
 */
record Evaluation(
        String format,
        String started,
        Environment environment,
        Dataset.Facts dataset,
        String model,
        long seed,
        int samples,
        List<ConfigurationResult> configurations) {
    /** The form of the file. A change that makes older files unreadable counts it up. */
    static final String FORMAT = "kendall-evaluation/1";

    /** Copies the configurations. */
    Evaluation {
        configurations = List.copyOf(configurations);
    }
}

package dev.kendall.job;

import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of a job that a worker had. */
public sealed interface JobOutcome {
    /**
     * It was done.
     *
     * @param output what the handler says about it; at most 16,384 characters, or null
     */
    record Succeeded(@Nullable String output) implements JobOutcome {
        /** Checks the output. */
        public Succeeded {
            Checks.textOrNull("output", output, Job.MAX_OUTPUT);
        }
    }

    /**
     * It is to be tried again.
     *
     * @param result what became of this try
     * @param at when
     * @param error why, without anything that was said; at most 1,000 characters
     */
    record Retry(JobRun.Result result, Instant at, String error) implements JobOutcome {
        /** Checks the fields. */
        public Retry {
            Objects.requireNonNull(result, "result");
            at = Checks.time("retry at", at);
            Checks.text("error", error, JobRun.MAX_ERROR);
        }
    }

    /**
     * It is given up.
     *
     * @param result what became of this try
     * @param error why, without anything that was said; at most 1,000 characters
     */
    record GivenUp(JobRun.Result result, String error) implements JobOutcome {
        /** Checks the fields. */
        public GivenUp {
            Objects.requireNonNull(result, "result");
            Checks.text("error", error, JobRun.MAX_ERROR);
        }
    }

    /** It was called off, and the worker has stopped. */
    record Cancelled() implements JobOutcome {}

    /** It is given back as if it had not been tried: due now. */
    record Released() implements JobOutcome {}
}

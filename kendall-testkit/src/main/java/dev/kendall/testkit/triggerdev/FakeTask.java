package dev.kendall.testkit.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.InstantSource;

/** What a deployed task does. */
@FunctionalInterface
public interface FakeTask {
    /**
     * Does it once.
     *
     * @param attempt from 1 on
     * @return the run's output
     * @throws FakeTaskAborted when there is to be no further attempt
     * @throws Exception when this attempt failed
     */
    JsonNode run(FakeRun run, int attempt) throws Exception;

    /** Kendall's thin tasks, for jobs and for schedules: POSTs the signed job to {@code url}, and fails on anything but 2xx. */
    static FakeTask callback(URI url, String secret) {
        return callback(url, secret, InstantSource.system());
    }

    /** The same by another clock. */
    static FakeTask callback(URI url, String secret, InstantSource clock) {
        return new CallbackTask(url, secret, clock);
    }
}

package dev.kendall.testkit;

import dev.kendall.testkit.differential.DifferentialContract;
import dev.kendall.testkit.differential.JobDifferentialContract;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The differential suite as a test of it runs it, over any storage. */
final class DifferentialRun {
    private static final int HISTORIES = 12;

    /** What the next run is over. JUnit makes the suite itself, so that it cannot be handed to it. */
    private static volatile StorageFixture planted = InMemory.FIXTURE;

    private DifferentialRun() {}

    /** What the failed histories say, out of a few. */
    static List<String> differences(StorageFixture fixture) {
        return differences(fixture, 1, HISTORIES);
    }

    /** What the failed histories of jobs say, out of a few. */
    static List<String> differencesOfJobs(StorageFixture fixture) {
        return differences(JobSuite.class, fixture, 1, HISTORIES);
    }

    /** What the failed histories say, out of so many from this seed on. */
    static List<String> differences(StorageFixture fixture, long seed, int histories) {
        return differences(Suite.class, fixture, seed, histories);
    }

    private static synchronized List<String> differences(
            Class<?> suite, StorageFixture fixture, long seed, int histories) {
        planted = fixture;
        System.setProperty(DifferentialContract.SEED, Long.toString(seed));
        System.setProperty(DifferentialContract.HISTORIES, Integer.toString(histories));
        try {
            return EngineTestKit.engine("junit-jupiter")
                    .selectors(DiscoverySelectors.selectClass(suite))
                    .execute()
                    .testEvents()
                    .assertStatistics(run -> run.started(histories))
                    .failed()
                    .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                    .map(result ->
                            String.valueOf(result.getThrowable().orElseThrow().getMessage()))
                    .toList();
        } finally {
            System.clearProperty(DifferentialContract.SEED);
            System.clearProperty(DifferentialContract.HISTORIES);
        }
    }

    static class Suite extends DifferentialContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }

    static class JobSuite extends JobDifferentialContract {
        @Override
        protected StorageFixture fixture() {
            return planted;
        }
    }
}

package dev.kendall.testkit.differential;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kendall.testkit.StorageFixture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A backend's queue of jobs answers as that of in-memory storage does: like {@link DifferentialContract}, of which it takes the seed and the number of
 * histories, but of {@value #OPERATIONS} operations each, nearly all of them on jobs, so that jobs of one key and leases that run out meet as often as
 * they can. Clocks go on, jump, and are set back; users are erased in between. At the end all jobs are compared, with their tries.
 *
 * <p>What workers do by themselves, such as pausing, is not in the queue, and so not in the histories; neither is who is told that a job is due.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class JobDifferentialContract {
    /** How many operations a history has; a transaction is one, whatever happens in it. */
    public static final int OPERATIONS = 200;

    /** For suites of hosts and backends, too. */
    protected JobDifferentialContract() {}

    /** The backend under test; each history opens a storage of its own. It has transactions and jobs. */
    protected abstract StorageFixture fixture();

    @TestFactory
    final Stream<DynamicTest> answers_as_in_memory_storage_does() {
        long first = DifferentialContract.firstSeed();
        return LongStream.range(0, DifferentialContract.histories())
                .mapToObj(number -> dynamicTest(
                        "history " + number + " of jobs, seed " + (first + number),
                        () -> new History(fixture(), number, first + number, Generator::ofJobs).play(OPERATIONS)));
    }
}

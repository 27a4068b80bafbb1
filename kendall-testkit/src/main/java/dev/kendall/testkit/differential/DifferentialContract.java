package dev.kendall.testkit.differential;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.StorageFixture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A backend answers as {@link InMemoryStorage} does, whatever was called before: both are played the same random histories, with the same
 * time and the same ids, and every answer has to be equal, failures included. The other suites prove each rule by itself; this one finds
 * what nobody thought of writing a rule for.
 *
 * <p>A history is {@value #OPERATIONS} operations on every method of every store, some of them in transactions, of few users, threads and
 * ids, so that they meet. At its end everything that is stored is compared. What the backend has declared to lack is not called. Jobs
 * have histories of their own: {@link JobDifferentialContract}.
 *
 * <p>Scores may differ by 1 in 10,000, and rows change places where their scores are all but equal: cosines by 0.00001, others by one
 * part in a billion. A hybrid search has to be what {@link dev.kendall.search.EvidenceRanking} makes of the backend's own searches by meaning
 * and by word, a search for threads what {@link dev.kendall.search.ThreadRanking} makes of its own messages, and a context what its own
 * stores give one after the other. Cursors are not compared; each storage goes on from its own.
 *
 * <p>The first difference of a history ends it, and is told with the history's seed. The system property {@value #SEED} sets the seed of
 * the first history, the next ones having the next seeds; {@value #HISTORIES} sets how many there are.
 *
 * <p>A backend runs the suite by extending it and naming its fixture. It may mint ids that it does not use: those of each operation begin
 * at a number of their own.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class DifferentialContract {
    /** The system property with the seed of the first history. Default: 2026. */
    public static final String SEED = "kendall.differential.seed";
    /** The system property with the number of histories, 1 or more. Default: 200. */
    public static final String HISTORIES = "kendall.differential.histories";
    /** How many operations a history has; a transaction is one, whatever happens in it. */
    public static final int OPERATIONS = 300;

    private static final long DEFAULT_SEED = 2026;
    private static final int DEFAULT_HISTORIES = 200;

    /** For suites of hosts and backends, too. */
    protected DifferentialContract() {}

    /** The backend under test; each history opens a storage of its own. */
    protected abstract StorageFixture fixture();

    @TestFactory
    final Stream<DynamicTest> answers_as_in_memory_storage_does() {
        long first = firstSeed();
        return LongStream.range(0, histories())
                .mapToObj(number -> dynamicTest(
                        "history " + number + ", seed " + (first + number),
                        () -> new History(fixture(), number, first + number, Generator::ofEverything)
                                .play(OPERATIONS)));
    }

    static int histories() {
        int histories = Integer.getInteger(HISTORIES, DEFAULT_HISTORIES);
        if (histories < 1) {
            throw new IllegalArgumentException(HISTORIES + " is " + histories + ", which would test nothing");
        }
        return histories;
    }

    static long firstSeed() {
        return Long.getLong(SEED, DEFAULT_SEED);
    }
}

package dev.kendall.benchmarks;

import dev.kendall.Kendall;
import dev.kendall.benchmarks.synthetic.SyntheticEmbeddings;
import dev.kendall.benchmarks.synthetic.SyntheticUser;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.embedding.Embedder;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.turn.CompletedTurn;
import dev.kendall.turn.Turn;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The turn and the searches on storage in memory, with one {@link SyntheticUser}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xms2g", "-Xmx2g", "-XX:+UseG1GC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TurnBenchmark {
    private static final long SEED = 20_260_101;
    /** So many different texts that no one of them decides. */
    private static final int TEXTS = 500;

    /** How many messages the user has. */
    @Param({"1000", "10000", "100000"})
    public int messages;

    private InMemoryStorage storage;
    private Kendall kendall;
    private List<String> texts;
    private int next;

    /** Writes the user's history. */
    @Setup
    public void fill() {
        SyntheticUser user = new SyntheticUser(SEED);
        InstantSource clock = InstantSource.fixed(SyntheticUser.NOW);
        storage = InMemoryStorage.builder().clock(clock).build();
        user.writeTo(storage, messages);
        texts = user.incoming(TEXTS);
        kendall = Kendall.builder(storage)
                .clock(clock)
                .embedder(Embedder.of(user.embeddings(), SyntheticEmbeddings.SPACE))
                .open();
    }

    /** Closes the storage. */
    @TearDown
    public void close() {
        kendall.close();
    }

    /** Embeds the text, which costs nothing here, and reads the context. */
    @Benchmark
    public Turn openTurn() {
        int turn = next++;
        return kendall.turn(SyntheticUser.ID, SyntheticUser.thread(turn), texts.get(turn % TEXTS));
    }

    /** Stores both messages, their vectors and the event. */
    @Benchmark
    public CompletedTurn completeTurn(OpenTurn open) {
        return open.turn.complete(open.reply);
    }

    /** The ten nearest messages. */
    @Benchmark
    public SearchResult<Message> searchByMeaning() {
        return search(SearchMode.SEMANTIC);
    }

    /** The ten messages whose words fit best. */
    @Benchmark
    public SearchResult<Message> searchByWord() {
        return search(SearchMode.KEYWORD);
    }

    /** The ten best of a hundred by meaning and a hundred by word. */
    @Benchmark
    public SearchResult<Message> searchHybrid() {
        return search(SearchMode.HYBRID);
    }

    private SearchResult<Message> search(SearchMode mode) {
        SearchQuery query = SearchQuery.of(texts.get(next++ % TEXTS)).in(mode);
        return kendall.search().messages(SyntheticUser.ID, query, MessageFilter.all());
    }

    /**
     * A turn to complete: opened before and taken back after every completion, neither of which is timed. So each completion meets a
     * storage of the same size, in the state in which opening a turn leaves the processor's caches.
     */
    @State(Scope.Benchmark)
    public static class OpenTurn {
        private Turn turn;
        private String reply;

        /** Opens it. */
        @Setup(Level.Invocation)
        public void open(TurnBenchmark benchmark) {
            turn = benchmark.openTurn();
            reply = benchmark.texts.get(benchmark.next % TEXTS);
        }

        /** Takes back what completing it wrote. */
        @TearDown(Level.Invocation)
        public void takeBack(TurnBenchmark benchmark) {
            CompletedTurn completed = turn.complete(reply);
            benchmark.storage.inTransaction(tx -> {
                tx.chat().delete(SyntheticUser.ID, completed.question().id());
                tx.chat().delete(SyntheticUser.ID, completed.answer().id());
                return tx.outbox().list(1).stream().allMatch(tx.outbox()::remove);
            });
        }
    }
}

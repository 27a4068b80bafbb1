package dev.kendall.store.postgres;

import dev.kendall.search.EmbeddingSpace;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The change to another embedding model while the old one is searched: how far the new space is filled, and the switch to it. Thread-safe.
 *
 * <pre>{@code
 * try (EmbeddingWorker worker = EmbeddingWorker.start(storage, Embedder.of(newModel))) {
 *     Reembedding reembedding = Reembedding.into(storage, Embedder.of(newModel).space());
 *     … // until reembedding.progress().missing() is 0
 *     reembedding.switchOver();
 * }
 * }</pre>
 *
 * <p>Nothing is kept but the vectors themselves: it can be stopped and begun again at any time, by anyone. Rows that are stored during
 * the switch are queued for one of the two spaces; those that lack a vector in the new one are found by the worker's next sweep, so let
 * it run on.
 */
public final class Reembedding {
    private static final String COUNTS = """
            select coalesce(sum(u.embeddable_messages + u.memories), 0), coalesce(sum(c.messages + c.memories), 0), (
                select count(*) from {s}.embedding_jobs where space_id = $space and due_at = 'infinity')
            from {s}.users u left join {s}.embedding_counts c on c.user_id = u.user_id and c.space_id = $space""";

    private final Access access;
    private final EmbeddingSpace space;
    private final int id;
    private final Sql counts;
    private final Instant begun;
    private final long before;

    /**
     * How far a space is filled.
     *
     * @param embedded how many rows of all users have a vector in it
     * @param missing how many have none
     * @param dead how many of those that are missing were given up; see {@link EmbeddingWorker#listDeadLetters}
     * @param perSecond how many rows were embedded per second since the {@link Reembedding} was made; 0 at the beginning
     */
    public record Progress(long embedded, long missing, long dead, double perSecond) {
        /** How long the rest takes at this rate; null while nothing was embedded yet. */
        public @Nullable Duration timeLeft() {
            return perSecond > 0 ? Duration.ofSeconds((long) Math.ceil((missing - dead) / perSecond)) : null;
        }
    }

    private record Counts(long rows, long embedded, long dead) {
        long missing() {
            return Math.max(0, rows - embedded);
        }
    }

    private Reembedding(PostgresStorage storage, EmbeddingSpace space) {
        this.access = storage.access();
        this.space = space;
        this.id = Spaces.added(storage, space);
        this.counts = Sql.template(access.sql(COUNTS), Map.of("space", id));
        this.begun = access.backend().now();
        this.before = read().embedded();
    }

    /** The change to this space, which is added when it is new. */
    public static Reembedding into(PostgresStorage storage, EmbeddingSpace space) {
        return new Reembedding(storage, Objects.requireNonNull(space, "space"));
    }

    /** How far it is; reads the counts of all users. */
    public Progress progress() {
        Counts now = read();
        double seconds = Duration.between(begun, access.backend().now()).toNanos() / 1e9;
        double rate = seconds > 0 ? Math.max(0, now.embedded() - before) / seconds : 0;
        return new Progress(now.embedded(), now.missing(), now.dead(), rate);
    }

    private Counts read() {
        return access.read("count the rows to embed in " + space, null, this::read);
    }

    private Counts read(Session session) throws SQLException {
        return session.list(counts, row -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3)))
                .get(0);
    }

    /**
     * Makes the space the active one, if every row has its vector in it.
     *
     * @throws IllegalStateException when some have none: the message says how many; the old space stays active
     */
    public void switchOver() {
        switchOver(0);
    }

    /**
     * Makes the space the active one, if at most so many rows have no vector in it: those are found by word until the worker comes to
     * them. Where rows are stored all the time some are always on their way, and those that were given up never get one.
     *
     * @throws IllegalStateException when more have none: the message says how many; the old space stays active
     */
    public void switchOver(long atMost) {
        Counts found = access.write("switch to the embedding space " + space, Access.Repeat.SAFE, session -> {
            Counts now = read(session);
            if (now.missing() <= atMost) {
                PostgresVectorStore.activate(session, id);
            }
            return now;
        });
        if (found.missing() > atMost) {
            throw new IllegalStateException(found.missing() + " rows have no vector in " + space + " yet, "
                    + found.dead()
                    + " of them given up; let an EmbeddingWorker of that model go on, or allow as many with"
                    + " switchOver(atMost)");
        }
    }
}

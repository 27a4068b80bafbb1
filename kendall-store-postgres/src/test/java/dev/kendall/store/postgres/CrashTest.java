package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.Kendall;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.testkit.HashingEmbeddingModel;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.thread.ThreadId;
import dev.kendall.turn.Turn;
import dev.kendall.user.UserId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A turn that was acknowledged is there once, and one that was not is there whole or not at all, however PostgreSQL dies: its processes are
 * killed (SIGKILL) at random moments while turns are completed.
 */
@Tag("once")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CrashTest {
    private static final String SEED = "kendall.crash.seed";
    private static final int WORKERS = 4;
    private static final List<UserId> USERS = List.of(UserId.of("anna"), UserId.of("ben"), UserId.of("cleo"));

    private final Random random = new Random(Long.getLong(SEED, 2026));
    private final ConcurrentLinkedQueue<Attempt> acknowledged = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Attempt> cutOff = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ended = new AtomicInteger();
    private PostgresServer server;
    private PostgresDatabase database;
    private HikariDataSource pool;
    /** Repeats by itself what is safe to repeat, as a host's storage does. */
    private Kendall patient;
    /** Tells of every failure, so that there are turns of which nobody knows whether they were stored. */
    private Kendall impatient;

    /** The completion of a turn; its texts are those of no other. */
    private record Attempt(int number, Turn turn) {
        String question() {
            return turn.text();
        }

        String answer() {
            return "answer " + number;
        }

        void complete() {
            turn.complete(answer());
        }

        /** The pool finds out one by one that its connections are gone. */
        void completeAtLast() {
            for (int attempts = 0; attempts <= WORKERS; attempts++) {
                try {
                    complete();
                    return;
                } catch (StorageUnavailable e) {
                    // The next connection may be a new one.
                }
            }
            throw new AssertionError("turn " + number + " cannot be completed");
        }
    }

    @BeforeEach
    void start() {
        server = PostgresServer.start(dev.kendall.testkit.postgres.PostgresOptions.builder()
                .crashable()
                .build());
        database = server.freshDatabase();
        pool = PostgresFixture.pool(database, WORKERS);
        PostgresSchema.of(pool).migrate();
        patient = open(PostgresOptions.defaults());
        impatient = open(PostgresOptions.builder().attempts(1).build());
    }

    private Kendall open(PostgresOptions options) {
        return Kendall.open(
                PostgresStorage.builder(pool).options(options).open(),
                HashingEmbeddingModel.create().withDimension(16));
    }

    @AfterEach
    void stop() {
        patient.close();
        impatient.close();
        pool.close();
        server.close();
    }

    @Test
    void no_turn_of_a_thousand_is_lost_halved_or_doubled() throws Exception {
        completeWhileKilling(1_000, 20);
    }

    @Test
    @Tag("soak")
    void no_turn_of_twenty_thousand_is_lost_halved_or_doubled() throws Exception {
        completeWhileKilling(20_000, 200);
    }

    private void completeWhileKilling(int turns, int kills) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int worker = 0; worker < WORKERS; worker++) {
                int first = worker;
                work.add(workers.submit(() -> {
                    for (int number = first; number < turns; number += WORKERS) {
                        complete(number);
                        ended.incrementAndGet();
                    }
                }));
            }
            for (int kill = 1; kill <= kills; kill++) {
                awaitTurns(turns * kill / (kills + 1), work);
                LockSupport.parkNanos(random.nextInt(10_000_000));
                if (kill % 4 == 0) {
                    server.kill();
                    server.restart();
                } else {
                    killABackend();
                }
            }
            for (Future<?> worker : work) {
                worker.get();
            }
        } finally {
            workers.shutdownNow();
            assertThat(workers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        server.kill();
        server.restart();
        check(turns);
    }

    private void awaitTurns(int number, List<Future<?>> work) throws InterruptedException, ExecutionException {
        while (ended.get() < number) {
            LockSupport.parkNanos(200_000);
            for (Future<?> worker : work) {
                if (worker.isDone()) {
                    worker.get();
                }
            }
        }
    }

    /** A backend that works, if there is one. */
    private void killABackend() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pid from pg_stat_activity where datname = '"
                        + database.name() + "' and pid <> pg_backend_pid() order by state, random() limit 1")) {
            if (row.next()) {
                server.killBackend(row.getLong(1));
            }
        } catch (SQLException | IllegalArgumentException e) {
            // The server still recovers from the last kill, or the backend has ended meanwhile; there are enough other
            // kills.
        }
    }

    /** One attempt of every second turn; of the others, as many as it takes. */
    private void complete(int number) {
        boolean once = number % 2 == 0;
        Attempt attempt = new Attempt(number, turn(once ? impatient : patient, number));
        while (true) {
            try {
                attempt.complete();
                acknowledged.add(attempt);
                return;
            } catch (StorageUnavailable e) {
                if (once) {
                    cutOff.add(attempt);
                    return;
                }
            }
        }
    }

    /** Opening a turn stores nothing, so it is tried until it succeeds. */
    private static Turn turn(Kendall kendall, int number) {
        UserId user = USERS.get(number % USERS.size());
        while (true) {
            try {
                return kendall.turn(user, ThreadId.of("thread " + number % 5), "question " + number);
            } catch (StorageUnavailable e) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private void check(int turns) throws SQLException {
        String summary = "seed " + Long.getLong(SEED, 2026) + ": " + acknowledged.size() + " turns acknowledged, "
                + cutOff.size() + " cut off";
        assertThat(acknowledged.size() + cutOff.size()).as(summary).isEqualTo(turns);
        assertThat(cutOff).as(summary).isNotEmpty();
        KeptCounts.assertRight(database.dataSource());
        Found found = find();
        assertThat(acknowledged).as(summary).allMatch(found::whole);
        assertThat(cutOff).as(summary).allMatch(attempt -> found.whole(attempt) || found.nothing(attempt));
        assertThat(cutOff.stream().filter(found::nothing)).as(summary).isNotEmpty();

        cutOff.forEach(Attempt::completeAtLast);
        KeptCounts.assertRight(database.dataSource());
        Found atLast = find();
        assertThat(acknowledged).as(summary).allMatch(atLast::whole);
        assertThat(cutOff).as(summary).allMatch(atLast::whole);
        assertThat(atLast.messages).as(summary).hasSize(2 * turns);
        assertThat(atLast.told).as(summary).hasSize(turns);
    }

    /** How often each message is there by its text, its vectors, and the entries of the outbox by the question and the answer they tell of. */
    private record Found(Map<String, List<UUID>> messages, Map<UUID, Integer> vectors, Map<List<UUID>, Integer> told) {
        /** Both messages, a vector of each, and one entry that tells of both. */
        boolean whole(Attempt attempt) {
            List<UUID> questions = messages.getOrDefault(attempt.question(), List.of());
            List<UUID> answers = messages.getOrDefault(attempt.answer(), List.of());
            return questions.size() == 1
                    && answers.size() == 1
                    && vectors.getOrDefault(questions.get(0), 0) == 1
                    && vectors.getOrDefault(answers.get(0), 0) == 1
                    && told.getOrDefault(List.of(questions.get(0), answers.get(0)), 0) == 1;
        }

        /** Vectors and entries without a message are seen where they are counted as a whole. */
        boolean nothing(Attempt attempt) {
            return !messages.containsKey(attempt.question()) && !messages.containsKey(attempt.answer());
        }
    }

    private Found find() throws SQLException {
        Found found = new Found(new HashMap<>(), new HashMap<>(), new HashMap<>());
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            each(
                    statement,
                    "select text, message_id from kendall.chat_messages",
                    row -> found.messages
                            .computeIfAbsent(row.getString(1), text -> new ArrayList<>())
                            .add(row.getObject(2, UUID.class)));
            each(
                    statement,
                    "select message_id from kendall.message_embeddings",
                    row -> found.vectors.merge(row.getObject(1, UUID.class), 1, Integer::sum));
            each(
                    statement,
                    "select (change ->> 'question')::uuid, (change ->> 'answer')::uuid from kendall.outbox",
                    row -> found.told.merge(
                            List.of(row.getObject(1, UUID.class), row.getObject(2, UUID.class)), 1, Integer::sum));
        }
        assertThat(found.vectors).hasSameSizeAs(found.messages);
        assertThat(2 * found.told.size()).isEqualTo(found.messages.size());
        return found;
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Statement statement, String query, Row each) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                each.read(rows);
            }
        }
    }
}

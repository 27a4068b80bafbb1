package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.chat.NewMessage;
import dev.kendall.failure.KendallException;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Every connection is given back as it came, whatever happened in between. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConnectionLeakTest {
    private static final String SEED = "kendall.leak.seed";
    private static final int THREADS = 3;
    private static final int CALLS = 700;
    private static final ThreadId HOME = ThreadId.of("home");

    private PostgresDatabase database;
    private HikariDataSource pool;
    private CountingDataSource counting;
    private PostgresStorage storage;

    @BeforeEach
    void open() {
        database = PostgresServer.shared().freshDatabase();
        pool = PostgresFixture.pool(database, THREADS);
        PostgresSchema.of(pool).migrate();
        counting = new CountingDataSource(pool);
        storage = PostgresStorage.open(counting);
        storage.vectors().addSpace(RandomCalls.SPACE);
        storage.vectors().activate(RandomCalls.SPACE);
    }

    @AfterEach
    void close() throws SQLException {
        counting.assertAllCameBackClean();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        assertThat(openTransactions()).isZero();
        KeptCounts.assertRight(pool);
        storage.close();
        pool.close();
        PostgresServer.shared().drop(database);
    }

    private int openTransactions() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and state like 'idle in transaction%'")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void after_thousands_of_calls_of_which_many_fail() throws Exception {
        long seed = Long.getLong(SEED, 2026);
        System.out.println(SEED + "=" + seed);
        AtomicInteger failed = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                UserId user = UserId.of("user " + i % 2);
                Random random = new Random(seed + i);
                all.add(threads.submit(() -> callAtRandom(random, user, failed)));
            }
            for (Future<?> one : all) {
                one.get(5, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(failed).hasValueBetween(100, THREADS * CALLS - 100);
        assertThat(counting.taken()).isGreaterThan(THREADS * CALLS / 2);
    }

    private void callAtRandom(Random random, UserId user, AtomicInteger failed) {
        List<RandomCalls.Target> targets = RandomCalls.targets();
        RandomCalls.Known nothing = new RandomCalls.Known();
        RandomCalls calls = new RandomCalls(random, user, "text", nothing, nothing);
        for (int i = 0; i < CALLS; i++) {
            if (i % 50 == 0) {
                RandomCalls.Known known = RandomCalls.Known.of(storage, user);
                calls = new RandomCalls(random, user, "text", known, known);
            }
            RandomCalls made = calls;
            RandomCalls.Target target = targets.get(random.nextInt(targets.size()));
            boolean interrupted = random.nextInt(20) == 0;
            boolean abandoned = random.nextInt(10) == 0;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            Throwable thrown = catchThrowable(() -> {
                if (abandoned) {
                    storage.inTransaction(transaction -> {
                        made.call(target, transaction);
                        throw new SQLException("the host's own");
                    });
                } else {
                    made.call(target, storage);
                }
            });
            assertThat(Thread.interrupted()).as("the flag is kept").isEqualTo(interrupted);
            if (thrown != null) {
                failed.incrementAndGet();
                assertThat(thrown)
                        .isInstanceOfAny(
                                KendallException.class,
                                IllegalArgumentException.class,
                                IllegalStateException.class,
                                SQLException.class);
            }
        }
    }

    @Test
    void after_an_error_in_a_transaction() {
        assertThatThrownBy(() -> storage.inTransaction(transaction -> {
                    transaction.chat().append(UserId.of("anna"), HOME, NewMessage.user("hello"));
                    throw new StackOverflowError("the host's own");
                }))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void after_a_transaction_that_the_server_has_given_up() {
        assertThatThrownBy(() -> storage.inTransaction(transaction -> {
                    transaction.chat().append(UserId.of("anna"), HOME, NewMessage.user("hello"));
                    Throwable refused = catchThrowable(() -> transaction
                            .users()
                            .list(new dev.kendall.page.PageRequest(1, new dev.kendall.page.Cursor("none"))));
                    assertThat(refused).isInstanceOf(IllegalArgumentException.class);
                    throw new IllegalStateException("the host's own");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(storage.users().find(UserId.of("anna"))).isEmpty();
    }
}

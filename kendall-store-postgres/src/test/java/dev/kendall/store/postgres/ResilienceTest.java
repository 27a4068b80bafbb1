package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.contact.NewContact;
import dev.kendall.failure.Cancelled;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.StorageRefused;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.testkit.postgres.WireProxy;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** What a caller is told, and when, while connections, locks and servers fail; and that it goes on by itself afterwards. */
@Tag("once")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ResilienceTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final UserId BEN = UserId.of("ben");
    private static final ThreadId HOME = ThreadId.of("home");
    private static final PageRequest PAGE = PageRequest.first(100);
    /** Stands in everything that is said here, and in no message of a failure. */
    private static final String SECRET = "xylophone";

    private static PostgresDatabase database;
    /** Sees the database as it is, whatever the network does. */
    private static PostgresStorage witness;

    private static final Random RANDOM = new Random();

    /** How many calls succeeded, and how many there were: some that failed were carried out all the same. */
    private record Ended(int done, int tried) {}

    private final List<AutoCloseable> opened = new ArrayList<>();
    private WireProxy network;

    @BeforeAll
    static void makeDatabase() {
        database = PostgresServer.shared().freshDatabase();
        PostgresSchema.of(database.dataSource()).migrate();
        witness = PostgresStorage.open(database.dataSource());
    }

    @AfterAll
    static void dropDatabase() {
        witness.close();
        PostgresServer.shared().drop(database);
    }

    @BeforeEach
    void prepare() throws SQLException {
        execute("truncate kendall.users cascade");
        network = closing(WireProxy.before(database));
    }

    @AfterEach
    void close() throws Exception {
        network.resume();
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        KeptCounts.assertRight(database.dataSource());
    }

    private <T extends AutoCloseable> T closing(T resource) {
        opened.add(resource);
        return resource;
    }

    private HikariDataSource pool(int size, Duration connectionTimeout) {
        return closing(pool(network.database(), size, connectionTimeout));
    }

    private static HikariDataSource pool(PostgresDatabase database, int size, Duration connectionTimeout) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(connectionTimeout.toMillis());
        config.setValidationTimeout(250);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private PostgresStorage storage(int connections, PostgresOptions options) {
        return closing(PostgresStorage.builder(pool(connections, Duration.ofSeconds(2)))
                .options(options)
                .open());
    }

    private static Message say(PostgresStorage storage, UserId user) {
        return storage.chat().append(user, HOME, NewMessage.user(SECRET));
    }

    private List<Message> said(UserId user) {
        return witness.chat().list(user, MessageFilter.all(), PAGE).items();
    }

    /** It fails so, within this time, and tells no secret. */
    private <T extends RuntimeException> T failure(Class<T> type, Duration within, ThrowingCallable call) {
        long begun = System.nanoTime();
        Throwable thrown = catchThrowable(call);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(thrown).isInstanceOf(type);
        assertThat(took).isLessThan(within);
        assertDiscreet(thrown);
        return type.cast(thrown);
    }

    private StorageUnavailable unavailable(Duration within, ThrowingCallable call) {
        StorageUnavailable failure = failure(StorageUnavailable.class, within, call);
        assertThat(failure.retryAfter()).isPositive();
        return failure;
    }

    private void assertDiscreet(Throwable failure) {
        assertThat(failure.getMessage())
                .isNotBlank()
                .doesNotContain(SECRET)
                .doesNotContain("\n")
                .doesNotContain(database.password());
    }

    @Nested
    class Without_a_connection {
        @Test
        void a_full_pool_is_told_after_the_time_that_the_pool_waits() throws SQLException {
            HikariDataSource pool = pool(1, Duration.ofMillis(400));
            PostgresStorage storage = closing(PostgresStorage.open(pool));
            try (Connection taken = pool.getConnection()) {
                assertThat(taken.isClosed()).isFalse();
                unavailable(Duration.ofMillis(1_500), () -> say(storage, ANNA));
                unavailable(
                        Duration.ofMillis(1_500),
                        () -> storage.inTransaction(tx -> tx.chat().append(ANNA, HOME, NewMessage.user(SECRET))));
            }
            assertThat(say(storage, ANNA)).isEqualTo(said(ANNA).get(0));
        }

        @Test
        void a_server_that_is_down_is_told_by_open_and_by_migrate() {
            network.refuse();
            for (var source : List.of(network.database().dataSource(), pool(2, Duration.ofMillis(500)))) {
                unavailable(Duration.ofSeconds(3), () -> PostgresStorage.open(source));
                unavailable(
                        Duration.ofSeconds(3), () -> PostgresSchema.of(source).migrate());
            }
        }

        @Test
        void a_wrong_password_is_refused_without_being_told() {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(database.jdbcUrl());
            config.setUsername(database.user());
            config.setPassword(SECRET);
            config.setConnectionTimeout(500);
            config.setInitializationFailTimeout(-1);
            HikariDataSource pool = closing(new HikariDataSource(config));
            Throwable thrown = catchThrowable(() -> PostgresStorage.open(pool));
            assertThat(thrown).isInstanceOfAny(StorageRefused.class, StorageUnavailable.class);
            assertDiscreet(thrown);
        }

        @Test
        void it_goes_on_when_the_server_is_back() {
            PostgresStorage storage = storage(4, PostgresOptions.defaults());
            say(storage, ANNA);
            network.refuse();
            network.severEverything();
            unavailable(Duration.ofSeconds(8), () -> said(storage));
            unavailable(Duration.ofSeconds(8), () -> say(storage, ANNA));
            network.accept();
            assertThat(say(storage, ANNA).text()).isEqualTo(SECRET);
            assertThat(said(storage)).hasSize(2);
        }

        @Test
        void every_connection_of_a_busy_pool_may_be_broken() throws Exception {
            PostgresStorage storage = storage(8, PostgresOptions.defaults());
            atOnce(
                    8,
                    number -> storage.inTransaction(tx -> {
                        LockSupport.parkNanos(50_000_000);
                        return tx.chat().append(UserId.of("user " + number), HOME, NewMessage.user(SECRET));
                    }));
            network.severEverything();
            assertThat(said(storage)).isEmpty();
            assertThat(say(storage, ANNA).text()).isEqualTo(SECRET);
        }

        @Test
        void an_interrupt_ends_the_waiting_for_a_connection() throws Exception {
            HikariDataSource pool = pool(1, Duration.ofSeconds(20));
            PostgresStorage storage = closing(PostgresStorage.open(pool));
            try (Connection taken = pool.getConnection()) {
                assertThat(taken.isClosed()).isFalse();
                interrupted(() -> say(storage, ANNA));
            }
        }

        @Test
        void an_interrupt_ends_the_waiting_for_another_try() throws Exception {
            PostgresStorage storage =
                    closing(PostgresStorage.builder(network.database().dataSource())
                            .options(PostgresOptions.builder().attempts(10).build())
                            .open());
            network.refuse();
            interrupted(() -> say(storage, ANNA));
        }

        private void interrupted(ThrowingCallable call) throws Exception {
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                thrown.complete(catchThrowable(call));
                flag.complete(Thread.currentThread().isInterrupted());
            });
            thread.start();
            LockSupport.parkNanos(300_000_000);
            thread.interrupt();
            assertThat(thrown.get(2, TimeUnit.SECONDS)).isInstanceOf(Cancelled.class);
            assertDiscreet(thrown.get());
            assertThat(flag.get()).isTrue();
        }
    }

    private List<Message> said(PostgresStorage storage) {
        return storage.chat().list(ANNA, MessageFilter.all(), PAGE).items();
    }

    private interface Numbered {
        void run(int number) throws Exception;
    }

    private static void atOnce(int threads, Numbered work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch ready = new CountDownLatch(threads);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                all.add(pool.submit(() -> {
                    ready.countDown();
                    ready.await();
                    work.run(number);
                    return number;
                }));
            }
            for (Future<?> one : all) {
                one.get(1, TimeUnit.MINUTES);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Nested
    class A_connection_that_breaks {
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger succeeded = new AtomicInteger();

        /** Makes many calls, and cuts all connections again and again until they are over; between two cuts at least one gets through. */
        private void whileCutting(int calls, Runnable call) throws Exception {
            AtomicInteger cuts = new AtomicInteger();
            Thread cutting = new Thread(() -> {
                int before = 0;
                while (!over.get()) {
                    LockSupport.parkNanos(150_000_000);
                    if (succeeded.get() > before) {
                        before = succeeded.get();
                        network.severEverything();
                        cuts.incrementAndGet();
                    }
                }
            });
            cutting.start();
            try {
                for (int i = 0; i < calls; i++) {
                    call.run();
                    succeeded.incrementAndGet();
                }
            } finally {
                over.set(true);
                cutting.join();
            }
            assertThat(cuts.get()).as("cuts").isPositive();
        }

        @Test
        void reads_are_repeated_and_succeed() throws Exception {
            PostgresStorage storage =
                    storage(4, PostgresOptions.builder().attempts(10).build());
            Message stored = say(storage, ANNA);
            network.delay(Duration.ofMillis(2));
            whileCutting(100, () -> assertThat(said(storage)).containsExactly(stored));
        }

        @Test
        void writes_that_name_what_they_store_are_repeated_and_stored_once() throws Exception {
            PostgresStorage storage =
                    storage(4, PostgresOptions.builder().attempts(10).build());
            network.delay(Duration.ofMillis(2));
            List<Message> told = new ArrayList<>();
            whileCutting(40, () -> told.add(say(storage, ANNA)));
            assertThat(said(ANNA)).hasSize(40).containsExactlyInAnyOrderElementsOf(told);
        }

        /** Makes many calls, of which some are cut off; how many succeeded and how many did not. */
        private Ended cutNowAndThen(int calls, Numbered call) throws Exception {
            ScheduledExecutorService cutting = Executors.newSingleThreadScheduledExecutor();
            int done = 0;
            int cut = 0;
            try {
                for (int i = 0; i < calls; i++) {
                    if (i % 3 == 0) {
                        // Anywhere in the call: before it, at each of its statements, at its commit, behind it.
                        cutting.schedule(network::severEverything, RANDOM.nextInt(14_000), TimeUnit.MICROSECONDS);
                    }
                    int number = i;
                    Throwable thrown = catchThrowable(() -> call.run(number));
                    if (thrown == null) {
                        done++;
                    } else {
                        cut++;
                        assertThat(thrown).isInstanceOf(StorageUnavailable.class);
                        assertDiscreet(thrown);
                    }
                }
            } finally {
                cutting.shutdownNow();
            }
            assertThat(cut).as("calls cut off").isPositive();
            assertThat(done).as("calls that succeeded").isPositive();
            return new Ended(done, done + cut);
        }

        @Test
        void a_write_that_counts_is_never_done_twice() throws Exception {
            PostgresStorage storage = storage(2, PostgresOptions.defaults());
            NewContact contact = NewContact.named(SECRET).contacted(1, null);
            network.delay(Duration.ofMillis(2));
            Ended ended = cutNowAndThen(90, number -> storage.contacts().upsert(ANNA, contact));
            assertThat(witness.contacts().list(ANNA, PAGE).items())
                    .singleElement()
                    .satisfies(stored -> assertThat(stored.contactCount()).isBetween(ended.done(), ended.tried()));
        }

        @Test
        void a_memory_is_never_superseded_twice() throws Exception {
            PostgresStorage storage = storage(2, PostgresOptions.defaults());
            storage.memories().add(ANNA, NewMemory.fact("city", SECRET));
            network.delay(Duration.ofMillis(2));
            // Done twice, it would be a conflict with itself.
            Ended ended = cutNowAndThen(60, number -> {
                List<Memory> current = memories(MemoryFilter.current());
                assertThat(current).hasSize(1);
                storage.memories().supersede(current.get(0), NewMemory.fact("city", SECRET + " " + number));
            });
            assertThat(memories(MemoryFilter.current())).hasSize(1);
            assertThat(memories(MemoryFilter.closed())).hasSizeBetween(ended.done(), ended.tried());
        }

        private List<Memory> memories(MemoryFilter filter) {
            return witness.memories().list(ANNA, filter, PAGE).items();
        }

        @Test
        void a_transaction_is_not_run_again() throws Exception {
            PostgresStorage storage = storage(4, PostgresOptions.defaults());
            int[] runs = new int[1];
            unavailable(
                    Duration.ofSeconds(5),
                    () -> storage.inTransaction(tx -> {
                        runs[0]++;
                        tx.chat().append(ANNA, HOME, NewMessage.user(SECRET));
                        network.severEverything();
                        return tx.chat().append(ANNA, HOME, NewMessage.user(SECRET));
                    }));
            assertThat(runs[0]).isEqualTo(1);
            assertThat(said(ANNA)).isEmpty();
        }
    }

    @Nested
    class A_server_that_does_not_answer {
        private static final Duration STATEMENT = Duration.ofSeconds(1);
        /** See {@link PostgresOptions.Builder#statementTimeout}: five seconds of silence, and the driver's own ten for the cancelling. */
        private static final Duration SLACK = Duration.ofSeconds(16);

        @Test
        @Tag("soak")
        void is_given_up_and_found_again() {
            PostgresStorage storage = storage(
                    2, PostgresOptions.builder().statementTimeout(STATEMENT).build());
            say(storage, ANNA);
            network.stall();
            unavailable(STATEMENT.plus(SLACK), () -> said(storage));
            network.resume();
            assertThat(said(storage)).hasSize(1);
        }

        @Test
        void is_given_up_sooner_where_the_driver_is_told_not_to_cancel_for_long() {
            PGSimpleDataSource source = (PGSimpleDataSource) network.database().dataSource();
            source.setCancelSignalTimeout(1);
            PostgresStorage storage = closing(PostgresStorage.builder(source)
                    .options(PostgresOptions.builder()
                            .statementTimeout(STATEMENT)
                            .build())
                    .open());
            unavailable(
                    STATEMENT.plusSeconds(6),
                    () -> storage.inTransaction(tx -> {
                        tx.chat().append(ANNA, HOME, NewMessage.user(SECRET));
                        network.stall();
                        return tx.chat().append(ANNA, HOME, NewMessage.user(SECRET));
                    }));
            network.resume();
            assertThat(said(ANNA)).isEmpty();
        }

        @Test
        void a_statement_that_takes_too_long_is_cancelled() throws SQLException {
            PostgresStorage storage = storage(
                    2, PostgresOptions.builder().statementTimeout(STATEMENT).build());
            try (Connection other = locking("lock table kendall.chat_messages in access exclusive mode")) {
                unavailable(STATEMENT.plusSeconds(2), () -> said(storage));
                other.rollback();
            }
            assertThat(said(storage)).isEmpty();
        }
    }

    /** A transaction of somebody else's that holds a lock. */
    private Connection locking(String sql) throws SQLException {
        Connection other = closing(database.connect());
        other.setAutoCommit(false);
        execute(other, sql);
        return other;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection owner = database.connect()) {
            execute(owner, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Nested
    class A_lock {
        private final PostgresOptions impatient =
                PostgresOptions.builder().lockTimeout(Duration.ofMillis(300)).build();

        @Test
        void of_somebody_elses_is_waited_for_only_so_long() throws SQLException {
            PostgresStorage storage = storage(2, impatient);
            say(storage, ANNA);
            Memory memory = storage.memories().add(ANNA, NewMemory.fact("city", SECRET));
            try (Connection other = locking("select 1 from kendall.users where user_id = 'anna' for update")) {
                Duration within = Duration.ofSeconds(2);
                unavailable(within, () -> say(storage, ANNA));
                unavailable(within, () -> storage.contacts().upsert(ANNA, NewContact.named(SECRET)));
                unavailable(within, () -> storage.users().save(ANNA, Profile.empty()));
                unavailable(within, () -> storage.memories().retract(memory, SECRET));
                unavailable(within, () -> storage.threads().delete(ANNA, HOME));
                unavailable(within, () -> storage.erase(ANNA));
                unavailable(
                        within,
                        () -> storage.inTransaction(tx -> tx.chat().append(ANNA, HOME, NewMessage.user(SECRET))));
                assertThat(said(storage)).hasSize(1);
                assertThat(say(storage, BEN).user()).isEqualTo(BEN);
                other.rollback();
            }
            assertThat(say(storage, ANNA)).isIn(said(ANNA));
            assertThat(said(ANNA)).hasSize(2);
        }

        @Test
        void taken_in_the_other_order_makes_one_transaction_lose_the_race() throws Exception {
            PostgresStorage storage = storage(4, PostgresOptions.defaults());
            say(storage, ANNA);
            say(storage, BEN);
            CountDownLatch both = new CountDownLatch(2);
            List<Throwable> thrown = new ArrayList<>();
            atOnce(2, number -> {
                Throwable failure = catchThrowable(() -> storage.inTransaction(tx -> {
                    tx.chat().append(number == 0 ? ANNA : BEN, HOME, NewMessage.user(SECRET));
                    both.countDown();
                    both.await();
                    return tx.chat().append(number == 0 ? BEN : ANNA, HOME, NewMessage.user(SECRET));
                }));
                synchronized (thrown) {
                    thrown.add(failure);
                }
            });
            assertThat(thrown)
                    .filteredOn(failure -> failure != null)
                    .singleElement()
                    .satisfies(failure -> {
                        assertThat(failure).isInstanceOf(Conflict.class);
                        assertThat(((Conflict) failure).isLostRace()).isTrue();
                        assertDiscreet(failure);
                    });
            assertThat(said(ANNA)).hasSize(2);
            assertThat(said(BEN)).hasSize(2);
        }

        @Test
        void that_made_a_single_call_lose_the_race_is_not_noticed() throws Exception {
            PostgresStorage storage = storage(4, PostgresOptions.defaults());
            NewContact contact = NewContact.named(SECRET).contacted(1, null);
            storage.contacts().upsert(ANNA, contact);
            try (Connection other = locking("select 1 from kendall.contacts for update")) {
                CompletableFuture<Integer> counted = CompletableFuture.supplyAsync(
                        () -> storage.contacts().upsert(ANNA, contact).contactCount());
                awaitWaiting(other);
                // Whoever waited first notices the deadlock first, and is the one who is refused.
                execute(other, "update kendall.users set revision = revision + 1 where user_id = 'anna'");
                other.commit();
                assertThat(counted.get(10, TimeUnit.SECONDS)).isEqualTo(2);
            }
        }

        private void awaitWaiting(Connection other) throws SQLException {
            String waiting = "select exists (select from pg_stat_activity where wait_event_type = 'Lock'"
                    + " and datname = current_database())";
            boolean waits = false;
            while (!waits) {
                try (Statement statement = other.createStatement();
                        var row = statement.executeQuery(waiting)) {
                    row.next();
                    waits = row.getBoolean(1);
                }
            }
        }

        @Test
        void is_not_all_that_a_serializable_database_refuses_for() throws Exception {
            String setting = "alter database \"" + database.name() + "\" %s default_transaction_isolation";
            execute(setting.formatted("set") + " = 'serializable'");
            PostgresStorage storage =
                    storage(4, PostgresOptions.builder().attempts(10).build());
            atOnce(4, number -> {
                for (int i = 0; i < 20; i++) {
                    say(storage, ANNA);
                    storage.contacts().upsert(ANNA, NewContact.named(SECRET).contacted(1, null));
                }
            });
            assertThat(said(ANNA)).hasSize(80);
            assertThat(storage.contacts().list(ANNA, PAGE).items())
                    .singleElement()
                    .satisfies(contact -> assertThat(contact.contactCount()).isEqualTo(80));
            execute(setting.formatted("reset"));
        }
    }

    @Nested
    class A_refusal {
        @Test
        void of_the_servers_tells_nothing_that_was_said() throws SQLException {
            PostgresStorage storage = storage(2, PostgresOptions.defaults());
            execute("alter table kendall.chat_messages add constraint quiet check (text <> '" + SECRET + "')");
            execute("alter table kendall.contacts add constraint quiet check (name <> '" + SECRET + "')");
            failure(StorageRefused.class, Duration.ofSeconds(2), () -> say(storage, ANNA));
            failure(
                    StorageRefused.class,
                    Duration.ofSeconds(2),
                    () -> storage.contacts().upsert(ANNA, NewContact.named(SECRET)));
            failure(
                    StorageRefused.class,
                    Duration.ofSeconds(2),
                    () -> storage.inTransaction(tx -> tx.chat().append(ANNA, HOME, NewMessage.user(SECRET))));
            assertThat(said(ANNA)).isEmpty();
            execute("alter table kendall.chat_messages drop constraint quiet");
            execute("alter table kendall.contacts drop constraint quiet");
        }

        @Test
        void of_a_table_that_is_gone_names_it() throws SQLException {
            PostgresStorage storage = storage(2, PostgresOptions.defaults());
            execute("alter table kendall.external_ids rename to elsewhere");
            assertThatCode(() -> storage.externalIds().findUser(dev.kendall.entity.ExternalId.of(SECRET, SECRET)))
                    .isInstanceOf(StorageRefused.class)
                    .hasMessageContaining("external_ids")
                    .satisfies(ResilienceTest.this::assertDiscreet);
            execute("alter table kendall.elsewhere rename to external_ids");
        }
    }
}

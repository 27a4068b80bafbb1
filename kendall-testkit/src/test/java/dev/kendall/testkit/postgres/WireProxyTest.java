package dev.kendall.testkit.postgres;

import static dev.kendall.testkit.postgres.PostgresServerTest.ask;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.testkit.postgres.BoundParameter.Format;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

@ExtendWith(PostgresExtension.class)
class WireProxyTest {
    private static final int UNSPECIFIED = 0;
    private static final int INT4 = 23;
    private static final int FLOAT4_ARRAY = 1021;
    private static final int VARCHAR = 1043;

    private PostgresDatabase direct;
    private WireProxy proxy;
    private Connection connection;

    @BeforeEach
    void start(PostgresDatabase database) throws SQLException {
        direct = database;
        proxy = WireProxy.before(database);
        connection = proxy.database().connect();
    }

    @AfterEach
    void close() throws SQLException {
        connection.abort(Runnable::run);
        proxy.close();
    }

    @Test
    void isTheSameDatabaseBehindAnotherPort() {
        assertThat(proxy.database().name()).isEqualTo(direct.name());
        assertThat(proxy.database().user()).isEqualTo(direct.user());
        assertThat(proxy.database().jdbcUrl()).isNotEqualTo(direct.jdbcUrl());
        assertThat(ask(proxy.database(), "select current_database()")).containsExactly(direct.name());
    }

    @Test
    void letsThroughWhatIsLargerThanAPiece() throws SQLException {
        String large = "kendall ".repeat(1 << 17);
        Recording recording = proxy.record();
        try (PreparedStatement statement = connection.prepareStatement("select ?::text")) {
            statement.setString(1, large);
            assertThat(first(statement)).isEqualTo(large);
        }
        assertThat(recording.executions().get(0).parameters())
                .containsExactly(new BoundParameter(Format.TEXT, VARCHAR, 1 << 20));
    }

    @Nested
    class Records {
        @Test
        void oneFlightForAPreparedSelect() throws SQLException {
            try (Recording recording = proxy.record();
                    PreparedStatement statement = connection.prepareStatement("select ?::int + 1")) {
                statement.setInt(1, 41);
                assertThat(first(statement)).isEqualTo("42");
                assertThat(recording.flights()).isEqualTo(1);
                assertThat(recording.parsed()).containsExactly("select $1::int + 1");
                assertThat(recording.executions())
                        .containsExactly(new Execution(
                                "select $1::int + 1", List.of(new BoundParameter(Format.BINARY, INT4, 4))));
            }
        }

        @Test
        void oneFlightForStatementsThatAreJoined() throws SQLException {
            try (Recording recording = proxy.record();
                    PreparedStatement statement = connection.prepareStatement("select 1; select ?; select 3")) {
                statement.setString(1, "two");
                assertThat(statement.execute()).isTrue();
                assertThat(statement.getMoreResults()).isTrue();
                assertThat(statement.getMoreResults()).isTrue();
                assertThat(recording.flights()).isEqualTo(1);
                assertThat(recording.executions())
                        .extracting(Execution::statement)
                        .containsExactly("select 1", " select $1", " select 3");
            }
        }

        @Test
        void aFlightForEachStatementThatWaitsForTheOneBefore() throws SQLException {
            connection.setAutoCommit(false);
            Recording recording = proxy.record();
            assertThat(select("select 1")).isEqualTo("1");
            assertThat(select("select 2")).isEqualTo("2");
            connection.commit();
            assertThat(recording.flights()).isEqualTo(3);
            assertThat(recording.executions())
                    .extracting(Execution::statement)
                    .containsExactly("BEGIN", "select 1", "select 2", "COMMIT");
        }

        @Test
        void aSimpleQueryAsOneFlight() throws SQLException {
            PostgresDatabase simple =
                    new PostgresDatabase(proxy.database().url().withParameter("preferQueryMode", "simple"));
            try (Connection simply = simple.connect();
                    Statement statement = simply.createStatement();
                    Recording recording = proxy.record()) {
                statement.execute("select 1; select 2");
                assertThat(recording.flights()).isEqualTo(1);
                assertThat(recording.parsed()).isEmpty();
                assertThat(recording.executions()).containsExactly(new Execution("select 1; select 2", List.of()));
            }
        }

        @Test
        void howEachParameterIsWritten() throws SQLException {
            try (Recording recording = proxy.record();
                    PreparedStatement statement =
                            connection.prepareStatement("select ?::real[], ?::text, ?::vector, ?::text")) {
                statement.setObject(1, new float[] {1, 2, 3});
                statement.setString(2, "Añil");
                statement.setObject(3, "[1,2]", Types.OTHER);
                statement.setString(4, null);
                assertThat(first(statement)).isEqualTo("{1,2,3}");
                int header = 5 * Integer.BYTES;
                assertThat(recording.executions().get(0).parameters())
                        .containsExactly(
                                new BoundParameter(Format.BINARY, FLOAT4_ARRAY, header + 3 * 2 * Integer.BYTES),
                                new BoundParameter(Format.TEXT, VARCHAR, 5),
                                new BoundParameter(Format.TEXT, UNSPECIFIED, 5),
                                new BoundParameter(Format.TEXT, VARCHAR, -1));
            }
        }

        @Test
        void theTextOfAStatementThatWasPreparedBefore() throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement("select 7")) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(1);
                first(statement);
                Recording recording = proxy.record();
                first(statement);
                assertThat(recording.parsed()).isEmpty();
                assertThat(recording.executions()).containsExactly(new Execution("select 7", List.of()));
            }
        }

        @Test
        void whatIsCopiedAsTwoFlights() throws Exception {
            run("create temporary table notes (id int)");
            try (Recording recording = proxy.record()) {
                var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy notes from stdin");
                byte[] rows = "1\n2\n".getBytes(US_ASCII);
                copy.writeToCopy(rows, 0, rows.length);
                assertThat(copy.endCopy()).isEqualTo(2);
                assertThat(recording.flights()).isEqualTo(2);
            }
        }

        @Test
        void nothingAfterItsEnd() throws SQLException {
            Recording recording = proxy.record();
            Recording other = proxy.record();
            assertThat(select("select 1")).isEqualTo("1");
            recording.close();
            assertThat(select("select 2")).isEqualTo("2");
            assertThat(recording.flights()).isEqualTo(1);
            assertThat(other.flights()).isEqualTo(2);
        }
    }

    @Nested
    class Delays {
        @Test
        void aSelectByARoundTrip() throws SQLException {
            proxy.delay(Duration.ofMillis(50));
            long start = System.nanoTime();
            assertThat(select("select 1")).isEqualTo("1");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        }

        @Test
        void aFlightOnceHoweverMuchIsInIt() throws SQLException {
            run("create temporary table notes (id int, text text)");
            proxy.delay(Duration.ofMillis(400));
            Recording recording = proxy.record();
            try (PreparedStatement statement = connection.prepareStatement("insert into notes values (?, ?)")) {
                for (int i = 0; i < 50; i++) {
                    statement.setInt(1, i);
                    statement.setString(2, "x".repeat(1000));
                    statement.addBatch();
                }
                long start = System.nanoTime();
                statement.executeBatch();
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(Duration.ofMillis(400), Duration.ofMillis(799));
            }
            assertThat(recording.flights()).isEqualTo(1);
            assertThat(recording.executions().size()).isEqualTo(50);
        }

        @Test
        void nothingWhenThereIsNone() throws SQLException {
            proxy.delay(Duration.ofSeconds(30));
            proxy.delay(Duration.ZERO);
            long start = System.nanoTime();
            assertThat(select("select 1")).isEqualTo("1");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        }

        @Test
        void noNegativeTime() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> proxy.delay(Duration.ofMillis(-1)))
                    .withMessage("A round trip takes no negative time: PT-0.001S.");
        }
    }

    @Test
    void cutsWhatIsOpen() throws SQLException {
        proxy.severEverything();
        assertThatThrownBy(() -> select("select 1"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
        assertThat(ask(proxy.database(), "select 1")).containsExactly("1");
    }

    @Test
    void cutsAQueryThatRuns() {
        Recording recording = proxy.record();
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> selectUnchecked("select pg_sleep(60)"));
        assertThat(Processes.await(Duration.ofSeconds(10), () -> recording.flights() == 1))
                .isTrue();
        proxy.severEverything();
        assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void letsAQueryBeCancelled() throws Exception {
        Recording recording = proxy.record();
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<Void> cancelled =
                    CompletableFuture.runAsync(() -> assertThatThrownBy(() -> statement.execute("select pg_sleep(60)"))
                            .hasMessageContaining("canceling statement due to user request"));
            assertThat(Processes.await(Duration.ofSeconds(10), () -> recording.flights() == 1))
                    .isTrue();
            // Cancelled before the server has begun with it, it would go on.
            assertThat(Processes.await(Duration.ofSeconds(10), this::isActive)).isTrue();
            statement.cancel();
            cancelled.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void refusesWhoIsNewUntilItAccepts() throws SQLException {
        proxy.refuse();
        proxy.refuse();
        assertThatThrownBy(() -> proxy.database().connect()).hasRootCauseInstanceOf(ConnectException.class);
        assertThat(select("select 1")).isEqualTo("1");
        proxy.accept();
        proxy.accept();
        assertThat(ask(proxy.database(), "select 2")).containsExactly("2");
    }

    @Test
    void holdsBackUntilItResumes() throws Exception {
        proxy.stall();
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> selectUnchecked("select 1"));
        assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        proxy.resume();
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("1");
    }

    @Test
    void holdsBackTheAnswerToo() throws Exception {
        Recording recording = proxy.record();
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> selectUnchecked("select pg_sleep(0.5)"));
        assertThat(Processes.await(Duration.ofSeconds(10), () -> recording.flights() == 1))
                .isTrue();
        proxy.stall();
        assertThatThrownBy(() -> answer.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        proxy.resume();
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void aClientThatWaitsNoLongerGivesUp() throws SQLException {
        proxy.stall();
        connection.setNetworkTimeout(Runnable::run, 200);
        assertThatThrownBy(() -> select("select 1"))
                .isInstanceOf(SQLException.class)
                .hasRootCauseInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void anEndOfTheServersReachesTheClient(PostgresServer server) throws SQLException {
        assertThat(ask(
                        direct,
                        "select pg_terminate_backend("
                                + connection.unwrap(PGConnection.class).getBackendPID() + ")"))
                .containsExactly("t");
        assertThatThrownBy(() -> select("select 1")).hasMessageContaining("terminating connection");
        assertThat(server.isRunning()).isTrue();
    }

    @Test
    void aClosedConnectionLeavesNoThread() throws SQLException {
        int port = port();
        connection.close();
        assertThat(Processes.await(Duration.ofSeconds(10), () -> threads(port) == 1))
                .isTrue();
    }

    @Test
    void aClosedProxyLeavesNoThreadAndTakesNobody() {
        int port = port();
        assertThat(threads(port)).isEqualTo(5);
        proxy.stall();
        Thread.currentThread().interrupt();
        proxy.close();
        proxy.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Processes.await(Duration.ofSeconds(10), () -> threads(port) == 0))
                .isTrue();
        assertThatThrownBy(() -> proxy.database().connect()).isInstanceOf(SQLException.class);
        assertThatIllegalStateException().isThrownBy(proxy::accept);
    }

    private boolean isActive() {
        return !ask(direct, "select pid from pg_stat_activity where state = 'active' and query = 'select pg_sleep(60)'")
                .isEmpty();
    }

    private int port() {
        return proxy.database().url().port();
    }

    private static long threads(int port) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kendall-wire-" + port))
                .count();
    }

    private void run(String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private String select(String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            return first(statement);
        }
    }

    private String selectUnchecked(String query) {
        try {
            return select(query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String first(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}

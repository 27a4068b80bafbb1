package dev.kendall.testkit.postgres;

import static dev.kendall.testkit.postgres.PostgresServerTest.ask;
import static dev.kendall.testkit.postgres.PostgresServerTest.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

@Tag("once")
class PostgresCrashTest {
    private PostgresServer server;
    private PostgresDatabase database;

    @BeforeEach
    void start() {
        server = PostgresServer.start(PostgresOptions.builder()
                .crashable()
                .setting("max_connections", "37")
                .build());
        database = server.freshDatabase();
        run(database, "create table turns (id int primary key)");
    }

    @AfterEach
    void close() {
        server.close();
        assertThat(server.isRunning()).isFalse();
    }

    @Test
    void whatWasAcknowledgedOutlivesAKilledServer() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 1_000; i++) {
                statement.execute("insert into turns values (" + i + ")");
            }
            server.kill();
            assertThat(server.isRunning()).isFalse();
            assertThatThrownBy(() -> statement.execute("insert into turns values (1000)"))
                    .isInstanceOf(SQLException.class);
        }
        server.restart();
        assertThat(ask(database, "select count(*), max(id) from turns")).containsExactly("1000");
    }

    @Test
    void aKilledBackendEndsItsConnectionAndTheServerRecovers() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into turns values (1)");
            connection.setAutoCommit(false);
            statement.execute("insert into turns values (2)");
            server.killBackend(connection.unwrap(PGConnection.class).getBackendPID());
            assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
        }
        assertThat(Processes.await(Duration.ofSeconds(30), this::answers)).isTrue();
        assertThat(ask(database, "select id from turns")).containsExactly("1");
    }

    @Test
    void aRestartKeepsPortAndData() {
        run(database, "insert into turns values (7)");
        server.restart();
        assertThat(ask(database, "select id from turns")).containsExactly("7");
        assertThat(ask(database, "show max_connections")).containsExactly("37");
    }

    private boolean answers() {
        try (Connection connection = database.connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }
}

package dev.kendall.testkit.postgres;

import static dev.kendall.testkit.postgres.PostgresServerTest.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("once")
@ExtendWith(PostgresExtension.class)
class PgBouncerTest {
    @Test
    void sharesOneConnectionAmongTransactionsOfManyClients(PostgresDatabase database) throws SQLException {
        try (PgBouncer bouncer = PgBouncer.start(database, 1);
                Connection first = bouncer.database().connect();
                Connection second = bouncer.database().connect()) {
            assertThat(ask(bouncer.database(), "select '[1,2]'::vector <-> '[1,2]'::vector"))
                    .containsExactly("0");
            assertThat(backend(first)).isEqualTo(backend(second));
            first.setAutoCommit(false);
            backend(first);
            // The transaction holds the only connection, so the other client waits for its end.
            second.setNetworkTimeout(Runnable::run, 300);
            assertThatThrownBy(() -> backend(second)).isInstanceOf(SQLException.class);
            first.commit();
        }
    }

    @Test
    void endsWithItsOwner(PostgresDatabase database) {
        PgBouncer bouncer = PgBouncer.start(database, 2);
        bouncer.close();
        assertThatThrownBy(() -> bouncer.database().connect()).isInstanceOf(SQLException.class);
    }

    @Test
    void needsAConnection(PostgresDatabase database) {
        assertThatIllegalArgumentException().isThrownBy(() -> PgBouncer.start(database, 0));
    }

    private static int backend(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select pg_backend_pid()")) {
            assertThat(result.next()).isTrue();
            return result.getInt(1);
        }
    }
}

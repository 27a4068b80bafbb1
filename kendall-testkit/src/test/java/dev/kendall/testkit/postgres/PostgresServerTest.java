package dev.kendall.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PostgresServerTest {
    @Provided
    private static PostgresDatabase shared;

    @Provided
    private PostgresServer server;

    @Test
    void isNewEnough() {
        assertThat(server.postgresVersion().isAtLeast(Versions.MIN_POSTGRES)).isTrue();
        assertThat(server.vectorVersion().isAtLeast(Versions.MIN_VECTOR)).isTrue();
        assertThat(server).asString().contains("PostgreSQL", "pgvector", "from");
        assertThat(server.isRunning()).isTrue();
    }

    @Test
    void aDatabaseAnswersVectorQueriesOfARoleThatIsNoSuperuser(PostgresDatabase database) {
        run(database, "create table notes (id int primary key, embedding vector(3))");
        run(database, "insert into notes values (1, '[1,0,0]'), (2, '[0,1,0]'), (3, '[0.9,0.1,0]')");
        run(database, "create index on notes using hnsw (embedding vector_cosine_ops)");
        assertThat(ask(database, "select id from notes order by embedding <=> '[1,0,0]' limit 2"))
                .containsExactly("1", "3");
        assertThat(ask(database, "select rolsuper or rolcreatedb from pg_roles where rolname = current_user"))
                .containsExactly("f");
        assertThatThrownBy(() -> run(database, "create extension dblink")).hasMessageContaining("permission denied");
    }

    @Test
    void freshDatabasesShareNothing() {
        PostgresDatabase first = server.freshDatabase();
        PostgresDatabase second = server.freshDatabase();
        run(first, "create table here (id int)");
        assertThat(ask(second, "select to_regclass('here') is null")).containsExactly("t");
        assertThat(ask(second, "select '[1,2]'::vector <-> '[1,2]'::vector")).containsExactly("0");
        server.drop(first);
        assertThatThrownBy(first::connect).hasMessageContaining("does not exist");
    }

    @Test
    void freshSchemasShareADatabaseAndNoTable() throws SQLException {
        PostgresDatabase first = server.freshSchema();
        PostgresDatabase second = server.freshSchema();
        assertThat(first.name()).isEqualTo(second.name());
        run(first, "create table here (embedding vector(2))");
        run(second, "create table here (embedding halfvec(2))");
        assertThat(ask(second, "select count(*) from here")).containsExactly("0");
        try (Connection connection = first.dataSource().getConnection()) {
            assertThat(connection.getSchema()).startsWith("kendall_");
        }
    }

    @Test
    void showsNoPassword(PostgresDatabase database) {
        assertThat(database.password()).isNotEmpty();
        assertThat(database).asString().doesNotContain(database.password());
        assertThat(database.jdbcUrl()).doesNotContain(database.password());
        assertThat(database.uri()).contains(database.password());
    }

    @Test
    void whatOneMayNotKillSaysSo() {
        if (server.isCrashable()) {
            assertThatThrownBy(() -> server.killBackend(ProcessHandle.current().pid()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("is no backend of this server.");
        } else {
            assertThatThrownBy(server::kill).hasMessageContaining("PostgresOptions.crashable()");
        }
    }

    @Nested
    class Inside {
        @Test
        void theDatabaseIsThatOfTheOuterClass(PostgresDatabase database) {
            assertThat(database).isSameAs(shared);
        }
    }

    static void run(PostgresDatabase database, String command) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    static List<String> ask(PostgresDatabase database, String query) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> answers = new ArrayList<>();
            while (result.next()) {
                answers.add(result.getString(1));
            }
            return answers;
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}

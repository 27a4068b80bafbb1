package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.Kendall;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.StorageRefused;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Transaction;
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
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Kendall's stores in a transaction of the host's, with the host's own rows. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostTransactionTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final ThreadId HOME = ThreadId.of("home");

    private static PostgresDatabase database;
    private static PostgresStorage storage;
    private static Kendall kendall;

    @BeforeAll
    static void open() throws SQLException {
        database = PostgresServer.shared().freshDatabase();
        PostgresSchema.of(database.dataSource()).migrate();
        storage = PostgresStorage.open(database.dataSource());
        kendall = Kendall.open(storage, HashingEmbeddingModel.create().withDimension(16));
        run("create table orders (id int primary key)");
    }

    @AfterAll
    static void close() {
        kendall.close();
        KeptCounts.assertRight(database.dataSource());
        PostgresServer.shared().drop(database);
    }

    @BeforeEach
    void empty() throws SQLException {
        run("truncate orders");
        storage.erase(ANNA);
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            run(connection, sql);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection begin() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private static int orders() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from orders")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static int messages() {
        return storage.chat()
                .list(ANNA, MessageFilter.all(), PageRequest.first(10))
                .items()
                .size();
    }

    @Nested
    class Rows_of_the_host_and_a_turn {
        @Test
        void are_committed_together() throws SQLException {
            Turn turn = kendall.turn(ANNA, HOME, "order two of them");
            try (Connection connection = begin()) {
                run(connection, "insert into orders values (1)");
                turn.complete("done", storage.in(connection));
                assertThat(messages()).isZero();
                connection.commit();
            }
            assertThat(messages()).isEqualTo(2);
            assertThat(orders()).isEqualTo(1);
            int told = storage.inTransaction(tx -> tx.outbox().list(10).size());
            assertThat(told).isEqualTo(1);
        }

        @Test
        void are_rolled_back_together_and_can_be_stored_again() throws SQLException {
            Turn turn = kendall.turn(ANNA, HOME, "order two of them");
            try (Connection connection = begin()) {
                run(connection, "insert into orders values (1)");
                turn.complete("done", storage.in(connection));
                connection.rollback();
            }
            assertThat(messages()).isZero();
            assertThat(orders()).isZero();
            assertThat(storage.users().find(ANNA)).isEmpty();
            try (Connection connection = begin()) {
                turn.complete("done", storage.in(connection));
                connection.commit();
            }
            assertThat(messages()).isEqualTo(2);
        }

        @Test
        void are_gone_together_when_the_connection_is_lost() throws SQLException {
            try (Connection connection = begin()) {
                run(connection, "insert into orders values (1)");
                storage.in(connection).memories().add(ANNA, NewMemory.fact("city", "Wellington"));
            }
            assertThat(orders()).isZero();
            assertThat(storage.users().find(ANNA)).isEmpty();
        }

        @Test
        void go_back_to_a_savepoint_of_the_hosts() throws SQLException {
            try (Connection connection = begin()) {
                Transaction transaction = storage.in(connection);
                transaction.chat().append(ANNA, HOME, NewMessage.user("kept"));
                var savepoint = connection.setSavepoint();
                run(connection, "insert into orders values (1)");
                transaction.chat().append(ANNA, HOME, NewMessage.user("not kept"));
                connection.rollback(savepoint);
                connection.commit();
            }
            assertThat(orders()).isZero();
            assertThat(storage.chat().list(ANNA, HOME, PageRequest.first(10)).items())
                    .singleElement()
                    .satisfies(message -> assertThat(message.text()).isEqualTo("kept"));
        }
    }

    @Nested
    class A_connection {
        @Test
        void that_commits_by_itself_is_refused() throws SQLException {
            try (Connection connection = database.connect()) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> storage.in(connection))
                        .withMessageContaining("setAutoCommit(false)");
                assertThat(connection.getAutoCommit()).isTrue();
            }
        }

        @Test
        void stays_as_the_host_set_it() throws SQLException {
            try (Connection connection = begin()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                connection.setNetworkTimeout(Runnable::run, 12_345);
                storage.in(connection).chat().append(ANNA, HOME, NewMessage.user("hello"));
                assertThat(connection.getAutoCommit()).isFalse();
                assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
                assertThat(connection.getNetworkTimeout()).isEqualTo(12_345);
                assertThat(connection.isClosed()).isFalse();
                connection.commit();
            }
            assertThat(messages()).isEqualTo(1);
        }

        @Test
        void keeps_no_setting_behind_the_transaction() throws SQLException {
            try (Connection connection = begin()) {
                storage.in(connection).chat().append(ANNA, HOME, NewMessage.user("hello"));
                connection.commit();
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("show lock_timeout")) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo("0");
                }
            }
        }
    }

    @Nested
    class A_failure {
        @Test
        void of_the_hosts_sql_leaves_a_transaction_that_can_only_be_rolled_back() throws SQLException {
            try (Connection connection = begin()) {
                Transaction transaction = storage.in(connection);
                transaction.chat().append(ANNA, HOME, NewMessage.user("hello"));
                assertThatThrownBy(() -> run(connection, "insert into orders values (null)"))
                        .isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> transaction.chat().append(ANNA, HOME, NewMessage.user("again")))
                        .isInstanceOf(StorageRefused.class)
                        .hasMessageContaining("25P02")
                        .hasMessageNotContaining("again");
                connection.commit();
            }
            assertThat(messages()).isZero();
        }

        @Test
        void of_kendalls_sql_leaves_a_transaction_that_can_only_be_rolled_back() throws SQLException {
            run("alter table kendall.chat_messages add constraint short check (char_length(text) < 10)");
            try (Connection connection = begin()) {
                run(connection, "insert into orders values (1)");
                Transaction transaction = storage.in(connection);
                assertThatThrownBy(() -> transaction.chat().append(ANNA, HOME, NewMessage.user("much too long a text")))
                        .isInstanceOf(StorageRefused.class);
                assertThatThrownBy(() -> run(connection, "select 1"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
                connection.rollback();
                run(connection, "insert into orders values (2)");
                storage.in(connection).chat().append(ANNA, HOME, NewMessage.user("short"));
                connection.commit();
            }
            run("alter table kendall.chat_messages drop constraint short");
            assertThat(orders()).isEqualTo(1);
            assertThat(messages()).isEqualTo(1);
        }

        /** A rule that is broken is seen before the database has to refuse anything. */
        @Test
        void that_is_a_conflict_leaves_the_transaction_usable() throws SQLException {
            MessageId id = new MessageId(UUID.randomUUID());
            storage.chat().append(ANNA, HOME, NewMessage.user("hello").withId(id));
            try (Connection connection = begin()) {
                run(connection, "insert into orders values (1)");
                Transaction transaction = storage.in(connection);
                assertThatThrownBy(() -> transaction
                                .chat()
                                .append(ANNA, HOME, NewMessage.user("another").withId(id)))
                        .isInstanceOf(Conflict.class);
                connection.commit();
            }
            assertThat(orders()).isEqualTo(1);
            assertThat(messages()).isEqualTo(1);
        }
    }

    @Nested
    class Work_in_a_transaction_of_kendalls {
        /** Also when it is one of JDBC's, as ours might be. (TX-2) */
        @Test
        void lets_the_hosts_own_sql_failure_through_as_it_is() {
            SQLException own = new SQLException("the host's", "08006");
            assertThatThrownBy(() -> storage.inTransaction(tx -> {
                        tx.chat().append(ANNA, HOME, NewMessage.user("hello"));
                        throw own;
                    }))
                    .isSameAs(own);
            assertThat(messages()).isZero();
        }
    }
}

package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.context.ContextLimits;
import dev.kendall.context.ContextQuery;
import dev.kendall.search.SearchQuery;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What flights do to the plans of their queries. */
class FlightTest {
    private static final UserId USER = UserId.of("ann");
    /** More than the driver sends unprepared, and than the server plans anew before it thinks of keeping a plan. */
    private static final int OFTEN = 20;

    private PostgresDatabase database;
    private HikariDataSource pool;
    private PostgresStorage storage;

    @BeforeEach
    void open() {
        database = PostgresServer.shared().freshDatabase();
        PostgresSchema.of(database.dataSource()).migrate();
        // One connection, which has all the plans.
        pool = PostgresFixture.pool(database, 1);
        storage = PostgresStorage.open(pool);
        storage.chat().append(USER, ThreadId.of("home"), NewMessage.user("Ring John about the garden"));
    }

    @AfterEach
    void close() {
        storage.close();
        pool.close();
        PostgresServer.shared().drop(database);
    }

    /** The only user has all rows, so that the server would never take a plan for any user to be as good. */
    @Test
    void let_the_server_keep_one_plan_for_all_values() throws SQLException {
        for (int i = 0; i < OFTEN; i++) {
            storage.context()
                    .read(new ContextQuery(
                            USER, ThreadId.of("home"), "John " + i, null, Instant.now(), ContextLimits.defaults()));
            storage.search().messages(USER, SearchQuery.of("garden " + i), MessageFilter.all());
        }

        assertThat(number("select sum(custom_plans) from pg_prepared_statements"))
                .isZero();
        assertThat(number(
                        "select sum(generic_plans) from pg_prepared_statements where statement like '%chat_messages%'"))
                .isGreaterThanOrEqualTo(OFTEN);
    }

    @Test
    void leave_no_setting_behind() throws SQLException {
        storage.search().messages(USER, SearchQuery.of("garden"), MessageFilter.all());

        assertThat(number("select count(*) from pg_settings where name = 'plan_cache_mode' and setting = 'auto'"))
                .isOne();
    }

    @Test
    void set_nothing_in_a_transaction() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            storage.in(connection).search().messages(USER, SearchQuery.of("garden"), MessageFilter.all());

            assertThat(number(
                            connection,
                            "select count(*) from pg_settings where name = 'plan_cache_mode' and setting = 'auto'"))
                    .isOne();
            connection.rollback();
        }
    }

    private long number(String query) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return number(connection, query);
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}

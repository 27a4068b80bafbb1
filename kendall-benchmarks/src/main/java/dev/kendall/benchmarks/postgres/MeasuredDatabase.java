package dev.kendall.benchmarks.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.benchmarks.synthetic.SyntheticUser;
import dev.kendall.id.IdGenerator;
import dev.kendall.id.UuidV7;
import dev.kendall.store.postgres.PostgresSchema;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.testkit.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import javax.sql.DataSource;

/** A database with Kendall's tables. */
public record MeasuredDatabase(PostgresDatabase database) {
    private static final String WORD_INDEX = "kendall.chat_messages_by_word";
    private static final InstantSource CLOCK = InstantSource.fixed(SyntheticUser.NOW);

    static MeasuredDatabase migrated(PostgresDatabase database) {
        PostgresSchema.of(database.dataSource()).migrate();
        return new MeasuredDatabase(database);
    }

    /** A pool of so many connections. */
    public HikariDataSource pool(int size) {
        return pool(database, size);
    }

    /** The same before any database. */
    public static HikariDataSource pool(PostgresDatabase database, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    /** Kendall with the defaults, at the time at which the histories end. */
    public static PostgresStorage storage(DataSource source) {
        return storage(source, UuidV7.secure(CLOCK));
    }

    /** The same, with ids from elsewhere. */
    public static PostgresStorage storage(DataSource source, IdGenerator ids) {
        return PostgresStorage.builder(source).clock(CLOCK).ids(ids).open();
    }

    /** Runs statements one after the other, each by itself. */
    public void run(String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Something that writes many messages. */
    @FunctionalInterface
    public interface Filling {
        /** Writes them. */
        void run() throws SQLException;
    }

    /** Writes many messages while the index of their words is not there: an index is built much faster than it grows. */
    public void withoutWordIndex(Filling filling) throws SQLException {
        String index = wordIndex();
        run("drop index " + WORD_INDEX);
        filling.run();
        run("set maintenance_work_mem = '1GB'", index);
    }

    private String wordIndex() throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement("select pg_get_indexdef(?::regclass)")) {
            statement.setString(1, WORD_INDEX);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Brings the planner's statistics and the visibility maps up to date, and the disk to rest. */
    public void settle() throws SQLException {
        run("vacuum analyze");
    }
}

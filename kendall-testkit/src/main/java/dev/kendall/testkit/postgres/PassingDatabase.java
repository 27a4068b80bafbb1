package dev.kendall.testkit.postgres;

import java.sql.SQLException;

/** An empty database with the extension on a server that stays; dropped with all that is in it, whoever is connected, when this is closed. */
public final class PassingDatabase implements AutoCloseable {
    private final Databases databases;
    private final PostgresDatabase database;

    private PassingDatabase(Databases databases, PostgresDatabase database) {
        this.databases = databases;
        this.database = database;
    }

    static PassingDatabase on(Databases databases) throws SQLException {
        return new PassingDatabase(databases, databases.passing());
    }

    /** The database, and who enters it. */
    public PostgresDatabase database() {
        return database;
    }

    /**
     * Drops it. Closing again does nothing.
     *
     * @throws PostgresUnavailable when it could not be dropped
     */
    @Override
    public void close() {
        try {
            databases.drop(database);
        } catch (SQLException e) {
            throw new PostgresUnavailable(
                    "The database " + database.name() + " could not be dropped: " + e.getMessage()
                            + ". Run \"drop database " + database.name() + " with (force)\".",
                    e);
        }
    }
}

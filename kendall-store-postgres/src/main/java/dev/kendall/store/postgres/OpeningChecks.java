package dev.kendall.store.postgres;

import dev.kendall.failure.StorageRefused;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import javax.sql.DataSource;

/** Whether a database is fit to be opened; each complaint says what to do, and where. */
final class OpeningChecks {
    private static final int MINIMUM = 150_000;

    private OpeningChecks() {}

    static VectorExtension run(DataSource dataSource, SchemaName schema) {
        try (Connection connection = dataSource.getConnection()) {
            checkServer(connection);
            VectorExtension extension = VectorExtension.require(connection);
            // The version, too, is shown to the owner only.
            checkRights(connection, schema);
            checkVersion(connection, dataSource, schema);
            return extension;
        } catch (SQLException e) {
            throw SqlFailures.noConnection("open the storage", e);
        }
    }

    private static void checkServer(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('server_version_num')::int,"
                        + " current_setting('server_version'), current_setting('server_encoding')")) {
            row.next();
            if (row.getInt(1) < MINIMUM) {
                throw new StorageRefused(
                        "the server is PostgreSQL " + row.getString(2) + "; 15 or newer is needed: upgrade it", null);
            }
            if (!row.getString(3).equals("UTF8")) {
                throw new StorageRefused(
                        "the database is encoded in " + row.getString(3)
                                + "; create one with \"create database … encoding 'UTF8' template template0\"",
                        null);
            }
        }
    }

    private static void checkVersion(Connection connection, DataSource dataSource, SchemaName schema)
            throws SQLException {
        OptionalInt version = PostgresSchema.of(dataSource, schema.plain()).version(connection);
        if (version.isEmpty()) {
            throw new StorageRefused(
                    "the schema " + schema
                            + " has no tables of Kendall's; create them with PostgresSchema.of(dataSource, \"" + schema
                            + "\").migrate(), or run what PostgresSchema.sql prints",
                    null);
        }
        if (version.getAsInt() < PostgresSchema.VERSION) {
            throw new StorageRefused(
                    "the tables in the schema " + schema + " are of version " + version.getAsInt()
                            + ", and this Kendall needs " + PostgresSchema.VERSION
                            + "; run PostgresSchema.of(dataSource, \"" + schema
                            + "\").migrate(), or what PostgresSchema.upgradeSql prints",
                    null);
        }
        if (version.getAsInt() > PostgresSchema.VERSION) {
            throw new StorageRefused(
                    "the tables in the schema " + schema + " are of version " + version.getAsInt()
                            + ", which is newer than this Kendall knows; upgrade Kendall",
                    null);
        }
    }

    /** Row-level security shows a role that does not own the tables none of the rows, without a word. */
    private static void checkRights(Connection connection, SchemaName schema) throws SQLException {
        String tables = "select row_security_active(c.oid), current_user, pg_get_userbyid(c.relowner)"
                + " from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = ? and c.relname = 'users'";
        try (PreparedStatement statement = prepare(connection, tables, schema);
                ResultSet row = statement.executeQuery()) {
            if (row.next() && row.getBoolean(1)) {
                throw new StorageRefused(
                        "the role " + row.getString(2)
                                + " would see none of the rows, as row-level security shows them to the"
                                + " owner of the tables only; connect as " + row.getString(3) + ", or run \"grant "
                                + row.getString(3) + " to " + row.getString(2) + "\" as that role or a superuser",
                        null);
            }
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, SchemaName schema) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, schema.plain());
        return statement;
    }
}

package dev.kendall.store.postgres;

import dev.kendall.failure.StorageRefused;
import dev.kendall.failure.StorageUnavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Kendall's tables in one schema of a database. The host migrates them when it wants to, before it opens a {@link PostgresStorage}:
 *
 * <pre>{@code
 * PostgresSchema.of(dataSource).migrate();
 * }</pre>
 *
 * <p>Where no Java may change the database, {@link #sql} and {@link #upgradeSql} print the same as plain SQL for its
 * console. Thread-safe.
 */
public final class PostgresSchema {
    /** The name of the schema unless another is chosen. */
    public static final String DEFAULT_NAME = "kendall";

    /** Flyway's own table, so that the host's migrations are never touched. */
    static final String HISTORY_TABLE = "schema_history";

    /** The version of the tables that this code works with. */
    static final int VERSION = 5;

    private static final String MIGRATIONS = "dev/kendall/store/postgres/schema";

    private final DataSource dataSource;
    private final SchemaName name;

    private PostgresSchema(DataSource dataSource, SchemaName name) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        this.name = name;
    }

    /** The schema {@value #DEFAULT_NAME}. */
    public static PostgresSchema of(DataSource dataSource) {
        return of(dataSource, DEFAULT_NAME);
    }

    /**
     * A schema of another name, of 1 to 63 bytes, case and all.
     *
     * @throws IllegalArgumentException when that can be no schema's name
     */
    public static PostgresSchema of(DataSource dataSource, String name) {
        return new PostgresSchema(dataSource, new SchemaName(name));
    }

    /**
     * Creates the schema and its tables, or brings them to this version; what is up to date stays as it is. Any number of callers at once do
     * it once. The role must own the database, or have {@code CREATE} on it, and then owns the schema. It takes two connections at once.
     *
     * @return how many migrations were run
     * @throws StorageRefused when pgvector is missing or too old, or a right is: the message says what to run, and where
     * @throws StorageUnavailable when the database cannot be reached
     */
    public int migrate() {
        String vectorSchema;
        OptionalInt byHand;
        try (Connection connection = dataSource.getConnection()) {
            vectorSchema = VectorExtension.require(connection).schema();
            requireThatItCanBeThere(connection);
            byHand = appliedByHand(connection);
        } catch (SQLException e) {
            throw SqlFailures.translate("migrate the schema " + name, e);
        }
        try {
            Flyway flyway = configuration(vectorSchema).load();
            if (byHand.isPresent()) {
                flyway = configuration(vectorSchema)
                        .baselineVersion(Integer.toString(byHand.getAsInt()))
                        .baselineDescription("applied as plain SQL")
                        .load();
                flyway.baseline();
            }
            return flyway.migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw SqlFailures.translateMigration(name, e);
        }
    }

    /** Flyway asks ten times, a second apart, for a schema that it may not create. */
    private void requireThatItCanBeThere(Connection connection) throws SQLException {
        String sql = "select exists (select from pg_namespace where nspname = ?)"
                + " or has_database_privilege(current_database(), 'create')";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name.plain());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw SqlFailures.mayNotMigrate(name, "it is not there, and the role may not create it", null);
                }
            }
        }
    }

    private FluentConfiguration configuration(String vectorSchema) {
        return Flyway.configure(PostgresSchema.class.getClassLoader())
                .dataSource(dataSource)
                .defaultSchema(name.plain())
                .createSchemas(true)
                .table(HISTORY_TABLE)
                .locations("classpath:" + MIGRATIONS)
                .placeholders(placeholders(name, vectorSchema))
                .loggers("slf4j");
    }

    private static Map<String, String> placeholders(SchemaName name, String vectorSchema) {
        return Map.of("schema", name.quoted(), "vector", new SchemaName(vectorSchema).quoted());
    }

    /** The version that plain SQL brought the tables to, where it did and Flyway has not taken over yet. */
    private OptionalInt appliedByHand(Connection connection) throws SQLException {
        return tableExists(connection, HISTORY_TABLE) ? OptionalInt.empty() : version(connection);
    }

    /** The version of the tables, where there are any. */
    OptionalInt version(Connection connection) throws SQLException {
        if (!tableExists(connection, "schema_version")) {
            return OptionalInt.empty();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select max(version) from " + name.table("schema_version"))) {
            row.next();
            int version = row.getInt(1);
            return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(version);
        }
    }

    private boolean tableExists(Connection connection, String table) throws SQLException {
        String sql = "select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                + " where n.nspname = ? and c.relname = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name.plain());
            statement.setString(2, table);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /**
     * Everything that {@link #migrate} runs on an empty database, as plain SQL for a console; {@link #migrate} accepts what it made.
     *
     * @param name the schema's name
     * @param vectorSchema the schema of the extension pgvector: {@code public}, or {@code extensions} on Supabase
     */
    public static String sql(String name, String vectorSchema) {
        SchemaName schema = new SchemaName(name);
        return new PlainSql(MIGRATIONS, schema, placeholders(schema, vectorSchema)).whole();
    }

    /**
     * What brings tables that plain SQL made from an earlier version to this one, as plain SQL: one transaction, which fails and changes nothing where the
     * tables are of another version, or {@link #migrate} has taken them over. {@link #migrate} accepts what it made.
     *
     * @param name the schema's name
     * @param vectorSchema the schema of the extension pgvector: {@code public}, or {@code extensions} on Supabase
     * @param from the version of the tables, which stands in their {@code schema_version}
     * @throws IllegalArgumentException when there is no such earlier version
     */
    public static String upgradeSql(String name, String vectorSchema, int from) {
        if (from < 1 || from >= VERSION) {
            throw new IllegalArgumentException("there is no way from version " + from + " to " + VERSION
                    + "; the earlier versions are 1 to " + (VERSION - 1));
        }
        SchemaName schema = new SchemaName(name);
        return new PlainSql(MIGRATIONS, schema, placeholders(schema, vectorSchema)).upgrade(from);
    }

    /** The schema's name. */
    public String name() {
        return name.plain();
    }
}

package dev.kendall.testkit.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Databases and schemas for a role that is no superuser. The superuser makes a template with the extension in it once; each database
 * is a copy of it, which takes some fifty milliseconds.
 */
final class Databases {
    private final DatabaseUrl administrator;
    private final DatabaseUrl role;
    private final boolean superuser;
    private final String prefix;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> made = new ArrayList<>();
    private final List<PostgresDatabase> schemas = new ArrayList<>();
    private boolean hasRole;
    private @Nullable String template;
    private @Nullable PostgresDatabase ofSchemas;

    /** For a server whose databases belong to the role of this name and password, when the administrator may make one. */
    Databases(DatabaseUrl administrator, String role, String password) throws SQLException {
        this.administrator = administrator;
        try (Connection connection = administrator.connect()) {
            this.superuser = ask(connection, "select rolsuper::text from pg_roles where rolname = current_user")
                    .startsWith("t");
        }
        this.role = superuser ? administrator.withUser(role, password) : administrator;
        this.prefix = "kendall_" + Secrets.hex(4);
    }

    /** The server's version, and pgvector's: the one installed in this database, or else the one that can be. */
    static Versions versions(DatabaseUrl url) throws SQLException, Unavailable {
        try (Connection connection = url.connect()) {
            Version postgres = Version.parse(ask(connection, "show server_version"));
            String vector = ask(
                    connection,
                    "select coalesce((select extversion from pg_extension where extname = 'vector'),"
                            + " (select default_version from pg_available_extensions where name = 'vector'), '')");
            if (vector.isEmpty()) {
                throw new Unavailable("it has no pgvector; install the package postgresql-" + postgres.major()
                        + "-pgvector, or what your system calls it, on the server");
            }
            Versions versions = new Versions(postgres, Version.parse(vector));
            Versions.check(versions.postgres(), versions.vector());
            return versions;
        }
    }

    PostgresDatabase fresh() throws SQLException {
        lock.lock();
        try {
            PostgresDatabase database = copy(prefix + "_" + (made.size() + 1));
            made.add(database.name());
            return database;
        } finally {
            lock.unlock();
        }
    }

    PostgresDatabase freshSchema() throws SQLException {
        lock.lock();
        try {
            PostgresDatabase all = ofSchemas;
            if (all == null) {
                all = superuser ? fresh() : new PostgresDatabase(administrator);
                ofSchemas = all;
            }
            String schema = prefix + "_schema_" + (schemas.size() + 1);
            try (Connection connection = all.connect()) {
                run(connection, "create schema " + quoted(schema));
            }
            // The extension's type is found behind the schema itself.
            PostgresDatabase fresh = new PostgresDatabase(all.url().withParameter("currentSchema", schema + ",public"));
            schemas.add(fresh);
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    /** The database of this name with the extension, made when it is not there; one process at a time. */
    PostgresDatabase named(String name) throws SQLException {
        lock.lock();
        try (Connection connection = administrator.connect()) {
            // Ends with the connection.
            ask(connection, "select pg_advisory_lock(hashtext('kendall databases'))::text");
            makeRole(connection);
            if (!exists(connection, "pg_database where datname", name)) {
                run(connection, "create database " + quoted(name) + " owner " + quoted(role.user()));
            }
            makeExtension(name);
            return new PostgresDatabase(role.withDatabase(name));
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #named}, with a name that nobody has, to be {@linkplain #drop dropped}. */
    PostgresDatabase passing() throws SQLException {
        lock.lock();
        try {
            String name = prefix + "_passing_" + (made.size() + 1);
            made.add(name);
            return named(name);
        } finally {
            lock.unlock();
        }
    }

    void drop(PostgresDatabase database) throws SQLException {
        lock.lock();
        try (Connection connection = administrator.connect()) {
            if (made.contains(database.name())) {
                run(connection, "drop database if exists " + quoted(database.name()) + " with (force)");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Drops what was made, on a server that stays. */
    void dropAll() throws SQLException {
        lock.lock();
        try {
            if (!superuser) {
                for (PostgresDatabase schema : schemas) {
                    String name = String.valueOf(schema.url().parameters().get("currentSchema"))
                            .replace(",public", "");
                    try (Connection connection = administrator.connect()) {
                        run(connection, "drop schema if exists " + quoted(name) + " cascade");
                    }
                }
            }
            try (Connection connection = administrator.connect()) {
                for (String name : made) {
                    run(connection, "drop database if exists " + quoted(name) + " with (force)");
                }
                if (template != null) {
                    run(connection, "drop database if exists " + quoted(template) + " with (force)");
                }
                if (hasRole) {
                    run(connection, "drop role if exists " + quoted(role.user()));
                }
            }
            made.clear();
            schemas.clear();
            ofSchemas = null;
            template = null;
            hasRole = false;
        } finally {
            lock.unlock();
        }
    }

    private PostgresDatabase copy(String name) throws SQLException {
        try (Connection connection = administrator.connect()) {
            String from = superuser ? template(connection) : "template1";
            run(
                    connection,
                    "create database " + quoted(name) + " template " + quoted(from) + " owner " + quoted(role.user()));
        } catch (SQLException e) {
            if (superuser) {
                throw e;
            }
            throw new SQLException(
                    "The user " + administrator.user() + " may not make databases; name a superuser in "
                            + GivenWay.VARIABLE + " (" + e.getMessage() + ").",
                    e.getSQLState(),
                    e);
        }
        PostgresDatabase database = new PostgresDatabase(role.withDatabase(name));
        if (!superuser) {
            requireExtension(database);
        }
        return database;
    }

    /** Who is no superuser gets the extension from template1 or not at all. */
    private void requireExtension(PostgresDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            if (!exists(connection, "pg_extension where extname", "vector")) {
                throw new SQLException("The user " + administrator.user()
                        + " is no superuser, so run, as one, in the database template1: create extension vector; or name a"
                        + " superuser in " + GivenWay.VARIABLE + ".");
            }
        }
    }

    private String template(Connection connection) throws SQLException {
        String name = template;
        if (name == null) {
            makeRole(connection);
            name = prefix + "_template";
            run(connection, "create database " + quoted(name));
            makeExtension(name);
            template = name;
        }
        return name;
    }

    private void makeRole(Connection connection) throws SQLException {
        if (!exists(connection, "pg_roles where rolname", role.user())) {
            // Hexadecimal digits only, so it can stand in the statement, where no parameter may.
            run(connection, "create role " + quoted(role.user()) + " login password '" + role.password() + "'");
        }
        hasRole = true;
    }

    private void makeExtension(String database) throws SQLException {
        try (Connection connection = administrator.withDatabase(database).connect()) {
            run(connection, "create extension if not exists vector");
        }
    }

    private static boolean exists(Connection connection, String where, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select 1 from " + where + " = ?")) {
            statement.setString(1, name);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        }
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next() ? String.valueOf(result.getString(1)) : "";
        }
    }

    private static void run(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}

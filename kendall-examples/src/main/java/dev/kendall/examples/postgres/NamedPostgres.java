package dev.kendall.examples.postgres;

import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Host;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.store.postgres.PostgresUri;
import dev.kendall.testkit.postgres.DemoPostgres;
import dev.kendall.testkit.postgres.PassingDatabase;
import dev.kendall.testkit.postgres.PostgresUnavailable;
import dev.kendall.testkit.postgres.Version;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The PostgreSQL that {@code --postgres} names. Its text form holds no password. */
public final class NamedPostgres {
    /** What {@code --postgres} is without a value. */
    public static final String DEMO = "";

    /** What {@code --help} says of a value. */
    public static final String DESCRIPTION =
            "URI is a connection string, such as postgresql://user@host:5432/database; a password that it lacks is taken from"
                    + " $PGPASSWORD. Without one, it is the database that ./kendall db start starts, which is started when it does"
                    + " not run.";

    /** pgvector's first without known faults in its indexes. */
    private static final Version SOUND = Version.parse("0.8.4");

    private static final String PASSWORD = "PGPASSWORD";

    private final String written;
    private final PostgresUri uri;
    private final boolean demo;

    private NamedPostgres(String written, boolean demo) {
        this.written = written;
        this.uri = PostgresUri.parse(written);
        this.demo = demo;
    }

    /**
     * The server of this connection string, or the demo's for {@link #DEMO}, which is started when it does not run.
     *
     * @param err told what takes long
     * @throws CommandFailed when the string cannot be understood, or no server can be started
     */
    public static NamedPostgres of(String value, Host host, PrintWriter err) {
        if (value.equals(DEMO)) {
            return demo(host, err);
        }
        try {
            NamedPostgres named = new NamedPostgres(value.strip(), false);
            String password = host.variable(PASSWORD);
            return password == null || !named.uri.password().isEmpty()
                    ? named
                    : new NamedPostgres(withPassword(named.written, password), false);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.USAGE, "--postgres: " + e.getMessage(), e);
        }
    }

    private static NamedPostgres demo(Host host, PrintWriter err) {
        try {
            DemoPostgres.Running running = DemoPostgres.of(host.environment()).start(sentence -> tell(err, sentence));
            return new NamedPostgres(running.database().jdbcUrlWithPassword(), true);
        } catch (PostgresUnavailable e) {
            throw new CommandFailed(ExitCode.STORAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static String withPassword(String uri, String password) {
        String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
        return uri + (uri.contains("?") ? "&" : "?") + "password=" + encoded;
    }

    private static void tell(PrintWriter err, String sentence) {
        err.println(sentence);
        err.flush();
    }

    /** The database's name. */
    public String database() {
        return uri.database();
    }

    /**
     * Opens the storage in the schema {@code kendall}, whose tables are made when they are not there, and prints what it runs on.
     *
     * @throws CommandFailed when the server does not answer
     */
    public PostgresStorage open(Host host, PrintWriter out, PrintWriter err) {
        checkAnswers();
        PostgresStorage storage =
                PostgresStorage.builder(written).migrate().clock(host.clock()).open();
        print(out, err);
        return storage;
    }

    /**
     * Opens a storage in a schema of its own, which is dropped when it is closed, and prints what it runs on.
     *
     * @throws CommandFailed when the server does not answer
     */
    public PassingSchema openPassing(Host host, PrintWriter out, PrintWriter err) {
        checkAnswers();
        PassingSchema schema = PassingSchema.open(this, host);
        print(out, err);
        return schema;
    }

    /**
     * Makes an empty database of its own on the server, which is dropped when it is closed.
     *
     * @param err told what takes long
     * @throws CommandFailed when the server does not answer, or its user may not make databases
     */
    public PassingDatabase openPassingDatabase(Host host, PrintWriter err) {
        checkAnswers();
        Map<String, String> environment = new HashMap<>(host.environment());
        if (!demo) {
            environment.put("KENDALL_DATABASE_URL", written);
        }
        try {
            return DemoPostgres.of(environment).passingDatabase(sentence -> tell(err, sentence));
        } catch (PostgresUnavailable e) {
            throw new CommandFailed(ExitCode.STORAGE, String.valueOf(e.getMessage()), e);
        }
    }

    /** As {@link PostgresStorage#builder(String)}, with the password. */
    PostgresStorage.Builder builder() {
        return PostgresStorage.builder(written);
    }

    /** A new connection, without a pool. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        // What the connection string says wins.
        properties.setProperty("loginTimeout", "10");
        properties.putAll(uri.properties());
        if (!uri.user().isEmpty()) {
            properties.setProperty("user", uri.user());
        }
        if (!uri.password().isEmpty()) {
            properties.setProperty("password", uri.password());
        }
        return DriverManager.getConnection(uri.jdbcUrl(), properties);
    }

    /** The pool would try for seconds, and would not say why. */
    private void checkAnswers() {
        try (Connection connection = connect()) {
            connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void print(PrintWriter out, PrintWriter err) {
        Versions versions = versions();
        out.println(versions + ", " + this + ".");
        out.flush();
        // What starts the demo's server warns of that itself.
        if (!demo && !versions.vector().isAtLeast(SOUND)) {
            tell(
                    err,
                    "pgvector " + versions.vector() + " has known faults in its HNSW indexes; upgrade it to " + SOUND
                            + " or newer.");
        }
    }

    private record Versions(Version server, Version vector) {
        @Override
        public String toString() {
            return "PostgreSQL " + server + " with pgvector " + vector;
        }
    }

    private Versions versions() {
        String versions =
                "select current_setting('server_version'), (select extversion from pg_extension where extname = 'vector')";
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(versions)) {
            row.next();
            return new Versions(Version.parse(row.getString(1)), Version.parse(String.valueOf(row.getString(2))));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** What the server is: "PostgreSQL 17.11 with pgvector 0.8.0". pgvector must be there. */
    public String server() {
        return versions().toString();
    }

    private CommandFailed failed(SQLException e) {
        String message =
                String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
        String reason = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
        return new CommandFailed(
                ExitCode.STORAGE,
                this + " cannot be used: " + reason + ". " + advice(String.valueOf(e.getSQLState())),
                e);
    }

    private static String advice(String state) {
        if (state.equals("28P01") || state.equals("28000") || state.equals("08004")) {
            return "Correct the user or the password in --postgres, or set " + PASSWORD + ".";
        }
        if (state.equals("3D000")) {
            return "Create the database, or name another one with --postgres.";
        }
        return "Start the server, correct --postgres, or leave its value out to use a demo database.";
    }

    /** Without the password. */
    @Override
    public String toString() {
        return uri.toString();
    }
}

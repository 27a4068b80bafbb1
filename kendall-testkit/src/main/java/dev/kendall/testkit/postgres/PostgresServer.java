package dev.kendall.testkit.postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL 15 or newer with pgvector 0.8.0 or newer, found or made: {@code KENDALL_DATABASE_URL}, else Docker, else a cluster of
 * our own run by this machine's programs, else one run by programs that are built in the cache ({@code KENDALL_CACHE}, else
 * {@code ~/.cache/kendall}). Thread-safe. What was started ends with {@link #close()}, at the latest with the JVM.
 */
public final class PostgresServer implements AutoCloseable {
    private static final ReentrantLock SHARED = new ReentrantLock();
    private static @Nullable PostgresServer shared;
    private static @Nullable String sharedFailure;

    private final Found found;
    private final Versions versions;
    private final Databases databases;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread hook;

    private PostgresServer(Found found, Versions versions, Databases databases) {
        this.found = found;
        this.versions = versions;
        this.databases = databases;
        this.hook = new Thread(this::end, "kendall-postgres-end");
    }

    /**
     * A server of its own, unless one is given.
     *
     * @throws PostgresUnavailable when there is no way to one
     */
    public static PostgresServer start(PostgresOptions options) {
        return start(options, Ways.all());
    }

    static PostgresServer start(PostgresOptions options, Ways ways) {
        Found found = ways.open(options);
        boolean started = false;
        try {
            Versions versions = Databases.versions(found.administrator());
            Cluster cluster = found.cluster();
            Databases databases = new Databases(
                    found.administrator(),
                    cluster == null ? "kendall_" + Secrets.hex(4) : "kendall",
                    cluster == null ? Secrets.hex(16) : cluster.rolePassword());
            PostgresServer server = new PostgresServer(found, versions, databases);
            Runtime.getRuntime().addShutdownHook(server.hook);
            started = true;
            versions.warning().ifPresent(options.progress());
            return server;
        } catch (SQLException | Unavailable e) {
            throw new PostgresUnavailable(
                    found.origin().title() + " gave a server that does not answer as it should: " + e.getMessage(), e);
        } finally {
            if (!started) {
                found.closing().run();
            }
        }
    }

    /**
     * The server that all tests of this JVM share, with the defaults; started by the first call. A failure is kept too, so that not
     * every test class tries again.
     */
    public static PostgresServer shared() {
        SHARED.lock();
        try {
            if (sharedFailure != null) {
                throw new PostgresUnavailable(sharedFailure, null);
            }
            PostgresServer server = shared;
            if (server == null) {
                server = start(PostgresOptions.defaults());
                shared = server;
            }
            return server;
        } catch (PostgresUnavailable e) {
            sharedFailure = e.getMessage();
            throw e;
        } finally {
            SHARED.unlock();
        }
    }

    /** Where it is from. */
    public Origin origin() {
        return found.origin();
    }

    /** The server's version. */
    public Version postgresVersion() {
        return versions.postgres();
    }

    /** The version of pgvector. */
    public Version vectorVersion() {
        return versions.vector();
    }

    /** The database of the administrator, who is a superuser unless the server was given. */
    public PostgresDatabase administrator() {
        return new PostgresDatabase(found.administrator());
    }

    /**
     * A new database with pgvector in its schema {@code public}, for a role that is no superuser (unless the server was given with a
     * user who is none, who then owns it) and owns the database.
     */
    public PostgresDatabase freshDatabase() {
        return sql("make a database", databases::fresh);
    }

    /** A new schema of a database that such schemas share; a connection finds its tables there first. */
    public PostgresDatabase freshSchema() {
        return sql("make a schema", databases::freshSchema);
    }

    /** Drops a database that {@link #freshDatabase()} made, with the connections to it; any other one stays. */
    public void drop(PostgresDatabase database) {
        sql("drop a database", () -> {
            databases.drop(database);
            return database;
        });
    }

    PostgresDatabase named(String name) {
        return sql("make the database " + name, () -> databases.named(name));
    }

    /** Whether it can be killed and started again. */
    public boolean isCrashable() {
        return found.cluster() != null;
    }

    /** Whether its process runs; true for one that is not ours. */
    public boolean isRunning() {
        return Optional.ofNullable(found.cluster()).map(Cluster::isRunning).orElse(true);
    }

    /** Kills the server and all its backends (SIGKILL), and returns when they are gone. {@link #restart()} brings it back. */
    public void kill() {
        own("kill the server", Cluster::kill);
    }

    /**
     * Kills one backend (SIGKILL), as named by {@code pg_backend_pid()}: the server then ends all connections and recovers by itself.
     *
     * @throws IllegalArgumentException when that is no backend of this server
     */
    public void killBackend(long pid) {
        own("kill a backend", cluster -> {
            if (!cluster.killBackend(pid)) {
                throw new IllegalArgumentException("Process " + pid + " is no backend of this server.");
            }
        });
    }

    /** Stops the server if it runs, and starts it on the same port; returns when it takes connections. */
    public void restart() {
        own("restart the server", cluster -> {
            cluster.stop();
            cluster.start(Cluster.PortChoice.SAME);
        });
    }

    /** Ends and deletes what was started; on a server that stays, drops what was made. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends, and runs the hook, which has nothing left to do.
        }
    }

    private void end() {
        if (closed.compareAndSet(false, true)) {
            if (found.origin() == Origin.GIVEN) {
                sql("drop what was made", () -> {
                    databases.dropAll();
                    return found;
                });
            }
            found.closing().run();
        }
    }

    private interface SqlWork<T> {
        T run() throws SQLException;
    }

    private <T> T sql(String what, SqlWork<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new PostgresUnavailable(
                    "Could not " + what + " on " + found.administrator() + ": " + e.getMessage(), e);
        }
    }

    private interface ClusterWork {
        void run(Cluster cluster) throws Unavailable, IOException;
    }

    private void own(String what, ClusterWork work) {
        Cluster cluster = found.cluster();
        if (cluster == null) {
            throw new IllegalStateException(
                    "Could not " + what + ": it is not ours; start one with PostgresOptions.crashable().");
        }
        try {
            work.run(cluster);
        } catch (Unavailable | IOException e) {
            throw new PostgresUnavailable("Could not " + what + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return versions + " on " + found.administrator().host() + ":"
                + found.administrator().port() + ", from " + found.origin().title();
    }
}

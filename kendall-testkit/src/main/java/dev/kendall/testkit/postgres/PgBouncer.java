package dev.kendall.testkit.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PgBouncer in transaction mode in front of one database: one that is installed, or Debian's package with what it links to, unpacked
 * into the cache. Thread-safe; ends with {@link #close()}, at the latest with the JVM.
 */
public final class PgBouncer implements AutoCloseable {
    private static final String PACKAGE = "pgbouncer";

    private final Process process;
    private final Path folder;
    private final PostgresDatabase database;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread hook;

    private PgBouncer(Process process, Path folder, PostgresDatabase database) {
        this.process = process;
        this.folder = folder;
        this.database = database;
        this.hook = new Thread(this::end, "kendall-pgbouncer-end");
    }

    /**
     * Starts one in front of {@code database}.
     *
     * @param connections how many connections to the server all clients share; at least 1
     * @throws PostgresUnavailable when there is no PgBouncer, or it does not start
     */
    public static PgBouncer start(PostgresDatabase database, int connections) {
        return start(database, connections, PostgresOptions.defaults());
    }

    static PgBouncer start(PostgresDatabase database, int connections, PostgresOptions options) {
        if (connections < 1) {
            throw new IllegalArgumentException("A pool holds at least one connection, not " + connections + ".");
        }
        try {
            RunAs runAs = RunAs.detect(options.environment());
            CacheFolder cache = CacheFolder.find(options.environment(), runAs);
            Program program = program(cache, options);
            Clusters clusters = Clusters.in(cache, runAs);
            cache.locked(options.progress(), () -> {
                clusters.sweep();
                return cache;
            });
            PgBouncer bouncer = launch(program, runAs, new Front(clusters.newFolder(), database.url(), connections));
            Runtime.getRuntime().addShutdownHook(bouncer.hook);
            return bouncer;
        } catch (Unavailable e) {
            throw new PostgresUnavailable(
                    "No PgBouncer could be had: " + e.reason()
                            + ". Install the package pgbouncer, or run where Debian's" + " mirror is in reach.",
                    e);
        } catch (IOException e) {
            throw new PostgresUnavailable("PgBouncer could not be started: " + e, e);
        }
    }

    /** The same database, reached through the pooler. */
    public PostgresDatabase database() {
        return database;
    }

    /** Ends it and the connections through it. */
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
            process.destroy();
            Processes.await(Duration.ofSeconds(10), () -> !process.isAlive());
            process.destroyForcibly();
            try {
                Command.deleteTree(folder);
            } catch (IOException e) {
                // The next start of a server deletes what a process left behind.
            }
        }
    }

    /** The executable, and where libraries lie that the machine does not have. */
    private record Program(Path file, List<Path> libraries) {
        String libraryPath() {
            return libraries.stream().map(Path::toString).collect(Collectors.joining(":"));
        }
    }

    /** What it stands in front of. */
    private record Front(Path folder, DatabaseUrl target, int connections) {}

    private static Program program(CacheFolder cache, PostgresOptions options) throws Unavailable {
        var installed = Command.find(PACKAGE, options.environment());
        if (installed.isPresent()) {
            return new Program(installed.get(), List.of());
        }
        Path folder = cache.installs().resolve(PACKAGE);
        if (!Files.isDirectory(folder)) {
            cache.locked(options.progress(), () -> {
                if (!Files.isDirectory(folder)) {
                    make(cache, folder, options);
                }
                return folder;
            });
        }
        return unpacked(folder);
    }

    private static Program unpacked(Path folder) throws Unavailable {
        try (Stream<Path> all = Files.walk(folder)) {
            Set<Path> libraries = all.filter(
                            file -> String.valueOf(file.getFileName()).contains(".so"))
                    .map(Path::getParent)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            return new Program(folder.resolve("usr/sbin/pgbouncer"), List.copyOf(libraries));
        } catch (IOException e) {
            throw new Unavailable(folder + " cannot be read (" + e + ")", e);
        }
    }

    private static void make(CacheFolder cache, Path folder, PostgresOptions options) throws Unavailable, IOException {
        options.progress().accept("Fetching PgBouncer from Debian's mirror ...");
        Files.createDirectories(cache.installs());
        Path work = cache.root().resolve("making");
        Command.deleteTree(work);
        Files.createDirectory(work);
        try {
            Apt.Suite suite = Apt.in(Files.createDirectory(work.resolve("apt")), options.environment())
                    .own();
            Path tree = Files.createDirectory(work.resolve("tree"));
            suite.unpack(PACKAGE, tree);
            Set<String> known = new LinkedHashSet<>();
            Set<String> next = suite.libraries(PACKAGE);
            List<String> missing = missing(unpacked(tree));
            // What the libraries ask for themselves comes in further rounds.
            while (!missing.isEmpty() && !next.isEmpty()) {
                Set<String> further = new LinkedHashSet<>();
                for (String library : next) {
                    suite.unpack(library, tree);
                    known.add(library);
                    further.addAll(suite.libraries(library));
                }
                further.removeAll(known);
                next = further;
                missing = missing(unpacked(tree));
            }
            if (!missing.isEmpty()) {
                throw new Unavailable("Debian's package lacks " + String.join(", ", missing));
            }
            Command.of("chmod", "-R", "a+rX", tree.toString()).check();
            Files.move(tree, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Command.deleteTree(work);
        }
    }

    /** The libraries that the loader does not find. */
    private static List<String> missing(Program program) throws Unavailable {
        return Command.of("ldd", program.file().toString())
                .with("LD_LIBRARY_PATH", program.libraryPath())
                .check()
                .output()
                .lines()
                .filter(line -> line.contains("not found"))
                .map(line -> line.strip().replaceFirst("\\s.*", ""))
                .toList();
    }

    private static PgBouncer launch(Program program, RunAs runAs, Front front) throws Unavailable, IOException {
        Path run = Files.createDirectories(front.folder().resolve("run"));
        @Nullable String failure = null;
        for (int attempt = 0; attempt < 5; attempt++) {
            int port = Ports.free();
            Path configuration = configure(run, port, front);
            runAs.own(run);
            Path log = run.resolve("pgbouncer.log");
            ProcessBuilder builder = new ProcessBuilder(
                            runAs.words(List.of(program.file().toString(), configuration.toString())))
                    .directory(run.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            if (!program.libraries().isEmpty()) {
                builder.environment().put("LD_LIBRARY_PATH", program.libraryPath());
            }
            Process process = builder.start();
            PostgresDatabase through = new PostgresDatabase(front.target().withAddress("127.0.0.1", port));
            Processes.await(Duration.ofSeconds(20), () -> !process.isAlive() || answers(through));
            if (process.isAlive() && answers(through)) {
                return new PgBouncer(process, front.folder(), through);
            }
            process.destroyForcibly();
            failure = lastLine(log);
        }
        Command.deleteTree(front.folder());
        throw new Unavailable("it does not start (" + failure + ")");
    }

    private static Path configure(Path run, int port, Front front) throws IOException {
        DatabaseUrl target = front.target();
        Path users = run.resolve("users.txt");
        secret(users, "\"" + quoted(target.user()) + "\" \"" + quoted(target.password()) + "\"\n");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addr", "127.0.0.1");
        settings.put("listen_port", String.valueOf(port));
        settings.put("unix_socket_dir", "");
        settings.put("auth_type", "scram-sha-256");
        settings.put("auth_file", users.toString());
        settings.put("pool_mode", "transaction");
        settings.put("default_pool_size", String.valueOf(front.connections()));
        settings.put("max_client_conn", "500");
        settings.put("ignore_startup_parameters", "extra_float_digits");
        settings.put("pidfile", run.resolve("pgbouncer.pid").toString());
        List<String> lines = new ArrayList<>();
        lines.add("[databases]");
        lines.add("* = host=" + target.host() + " port=" + target.port());
        lines.add("[pgbouncer]");
        settings.forEach((name, value) -> lines.add(name + " = " + value));
        Path configuration = run.resolve("pgbouncer.ini");
        Files.write(configuration, lines);
        return configuration;
    }

    private static void secret(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    private static String quoted(String text) {
        return text.replace("\"", "\"\"");
    }

    private static boolean answers(PostgresDatabase database) {
        try (Connection connection = database.connect()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "it left no log" : lines.get(lines.size() - 1);
    }
}

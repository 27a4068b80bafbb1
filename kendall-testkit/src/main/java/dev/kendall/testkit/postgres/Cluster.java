package dev.kendall.testkit.postgres;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of our own: one folder with its state (readable by us alone), and in {@code run} what belongs to the user who runs it: the
 * data and the server's log.
 */
final class Cluster {
    static final String SUPERUSER = "postgres";
    private static final String STATE = "state.properties";

    private final Path folder;
    private final RunAs runAs;
    private final Origin origin;
    private final Installation installation;
    private final String password;
    private final String rolePassword;
    private int port;

    private Cluster(Path folder, RunAs runAs, Properties state) throws Unavailable {
        this.folder = folder;
        this.runAs = runAs;
        try {
            this.origin = Origin.valueOf(need(state, "origin"));
            this.installation = new Installation(
                    Path.of(need(state, "bin")),
                    new Versions(Version.parse(need(state, "postgres")), Version.parse(need(state, "vector"))));
            this.password = need(state, "password");
            this.rolePassword = need(state, "role.password");
            this.port = Integer.parseInt(need(state, "port"));
        } catch (IllegalArgumentException e) {
            throw new Unavailable("the state of the cluster in " + folder + " cannot be read; remove that folder", e);
        }
    }

    private static String need(Properties state, String name) {
        @Nullable String value = state.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException(name);
        }
        return value;
    }

    /** A new cluster, which does not run yet. */
    static Cluster create(Path folder, RunAs runAs, Spec spec) throws Unavailable, IOException {
        Files.createDirectories(folder);
        Path run = Files.createDirectory(folder.resolve("run"));
        Properties state = new Properties();
        state.setProperty("origin", spec.origin().name());
        state.setProperty("bin", spec.installation().bin().toString());
        state.setProperty("postgres", spec.installation().versions().postgres().toString());
        state.setProperty("vector", spec.installation().versions().vector().toString());
        state.setProperty("password", Secrets.hex(16));
        state.setProperty("role.password", Secrets.hex(16));
        state.setProperty("port", String.valueOf(Ports.free()));
        Cluster cluster = new Cluster(folder, runAs, state);
        cluster.initialize(run, spec.options());
        cluster.configure(spec.options());
        // Last: a folder with a state is a whole cluster.
        cluster.write(state);
        return cluster;
    }

    /** What a new cluster is made of. */
    record Spec(Origin origin, Installation installation, PostgresOptions options) {}

    /** The cluster in {@code folder}, running or not; empty when there is none, or one that was not finished. */
    static Optional<Cluster> open(Path folder, RunAs runAs) throws Unavailable {
        Path file = folder.resolve(STATE);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        Properties state = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            state.load(reader);
        } catch (IOException e) {
            throw new Unavailable(file + " cannot be read (" + e + ")", e);
        }
        return Optional.of(new Cluster(folder, runAs, state));
    }

    private void write(Properties state) throws IOException {
        Path file = Files.createTempFile(
                folder,
                "state",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer writer = Files.newBufferedWriter(file)) {
            state.store(writer, null);
        }
        Files.move(file, folder.resolve(STATE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void initialize(Path run, PostgresOptions options) throws Unavailable, IOException {
        Path secret = Files.createFile(
                run.resolve("secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, password + "\n");
        runAs.own(run);
        List<String> words = new ArrayList<>(List.of(
                installation.program("initdb"),
                "-D",
                data().toString(),
                "-U",
                SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + secret,
                "--encoding=UTF8",
                "--locale=C"));
        if (!options.isDurable()) {
            words.add("--no-sync");
        }
        if (installation.versions().postgres().major() >= 17) {
            // The same order and case rules on every machine.
            words.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        }
        Command.of(runAs.words(words)).in(run).check();
        Files.delete(secret);
    }

    private void configure(PostgresOptions options) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", "200");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        if (!installation.versions().vector().isAtLeast(Versions.GOOD_VECTOR)) {
            // Parallel builds of an HNSW index are where older versions fail.
            settings.put("max_parallel_maintenance_workers", "0");
        }
        if (!options.isDurable()) {
            // synchronous_commit stays on: it costs nothing without fsync, and a commit must outlive a killed server.
            settings.put("fsync", "off");
            settings.put("full_page_writes", "off");
        }
        settings.putAll(options.settings());
        List<String> lines = settings.entrySet().stream()
                .map(entry -> entry.getKey() + " = '" + entry.getValue().replace("'", "''") + "'")
                .toList();
        Files.write(data().resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
    }

    Origin origin() {
        return origin;
    }

    Versions versions() {
        return installation.versions();
    }

    Path folder() {
        return folder;
    }

    /** The password of the role that owns the databases. */
    String rolePassword() {
        return rolePassword;
    }

    DatabaseUrl administrator() {
        return new DatabaseUrl("127.0.0.1", port, "postgres", SUPERUSER, password, Map.of());
    }

    boolean isRunning() {
        return process().isPresent();
    }

    private Optional<ProcessHandle> process() {
        return Processes.find(data().resolve("postmaster.pid"), data());
    }

    /** Starts it and waits until it takes connections; on its last port, or on another when that one is taken and may change. */
    void start(PortChoice choice) throws Unavailable, IOException {
        if (isRunning()) {
            return;
        }
        // Of a server that was killed; its number may live on as that of a process nobody waited for.
        Files.deleteIfExists(data().resolve("postmaster.pid"));
        for (int attempt = 1; ; attempt++) {
            if (choice == PortChoice.ANY && !Ports.isFree(port)) {
                movePort();
            }
            Path log = folder.resolve("run/server.log");
            Command.Result result = control("start", "-w", "-t", "60", "-l", log.toString(), "-o", "-p " + port);
            if (result.isOk()) {
                return;
            }
            if (attempt == (choice == PortChoice.SAME ? 3 : 5)) {
                throw new Unavailable("the server does not start (" + lastLines(log) + ")");
            }
        }
    }

    /** Whether the port may change when the server starts. */
    enum PortChoice {
        SAME,
        ANY
    }

    private void movePort() throws Unavailable, IOException {
        port = Ports.free();
        Path file = folder.resolve(STATE);
        if (Files.exists(file)) {
            Properties state = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                state.load(reader);
            }
            state.setProperty("port", String.valueOf(port));
            write(state);
        }
    }

    private static String lastLines(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.map(String::strip).toList();
            return String.join(" / ", all.subList(Math.max(0, all.size() - 3), all.size()));
        } catch (IOException e) {
            return "it left no log";
        }
    }

    /** Stops it in order, without waiting for its clients. */
    void stop() throws Unavailable {
        if (isRunning()) {
            Command.Result result = control("stop", "-w", "-t", "60", "-m", "fast");
            if (!result.isOk() && isRunning()) {
                throw new Unavailable("the server does not stop (" + result.lastWords() + ")");
            }
        }
    }

    /** Kills the server and its backends (SIGKILL). */
    void kill() throws Unavailable {
        Optional<ProcessHandle> server = process();
        if (server.isPresent()) {
            Processes.killTree(server.get());
        }
    }

    /** Kills one backend; the server then ends all connections and recovers. False when the number is not a backend's. */
    boolean killBackend(long pid) {
        Optional<ProcessHandle> backend = process().flatMap(server -> {
            try (Stream<ProcessHandle> children = server.children()) {
                return children.filter(child -> child.pid() == pid).findFirst();
            }
        });
        return backend.isPresent() && backend.get().destroyForcibly();
    }

    /** Ends it at once and deletes all of it. */
    void destroy() throws Unavailable, IOException {
        kill();
        Command.deleteTree(folder);
    }

    private Command.Result control(String... arguments) throws Unavailable {
        List<String> words = new ArrayList<>(List.of(installation.program("pg_ctl"), "-s", "-D", data().toString()));
        words.addAll(List.of(arguments));
        return Command.of(runAs.words(words)).in(folder).run();
    }

    private Path data() {
        return folder.resolve("run/data");
    }
}

package dev.kendall.benchmarks.postgres.turn;

import dev.kendall.testkit.postgres.PostgresDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own load generator, as it is installed. */
final class Pgbench {
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");
    private static final Pattern FAILED = Pattern.compile("number of failed transactions: (\\d+)");

    private final Path program;

    private Pgbench(Path program) {
        this.program = program;
    }

    /**
     * The one on the path, or among Debian's programs of PostgreSQL.
     *
     * @throws IOException when there is none
     */
    static Pgbench find() throws IOException {
        try (Stream<Path> path = Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(":", -1))
                        .map(Path::of);
                Stream<Path> debian = versions(Path.of("/usr/lib/postgresql"))) {
            return Stream.concat(path, debian)
                    .map(folder -> folder.resolve("pgbench"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .map(Pgbench::new)
                    .orElseThrow(() -> new IOException(
                            "there is no pgbench to compare with; install PostgreSQL's programs (Debian: postgresql)"));
        }
    }

    private static Stream<Path> versions(Path folder) throws IOException {
        return Files.isDirectory(folder) ? Files.list(folder).map(version -> version.resolve("bin")) : Stream.empty();
    }

    /**
     * One run.
     *
     * @param protocol "prepared": each statement is prepared once; "extended": anew each time
     * @param clients how many connections
     */
    record Load(String protocol, int clients, int threads, Duration duration) {}

    /** What came of it. */
    record Result(double transactionsPerSecond, long failed) {}

    Result run(PostgresDatabase database, Path script, Load load) throws IOException, InterruptedException {
        URI uri = URI.create(database.uri());
        Path output = Files.createTempFile("pgbench", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            program.toString(),
                            "--no-vacuum",
                            "--host=" + uri.getHost(),
                            "--port=" + uri.getPort(),
                            "--username=" + database.user(),
                            "--client=" + load.clients(),
                            "--jobs=" + load.threads(),
                            "--time=" + load.duration().toSeconds(),
                            "--protocol=" + load.protocol(),
                            "--file=" + script,
                            database.name())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("PGPASSWORD", database.password());
            builder.environment().put("LC_ALL", "C");
            int exit = builder.start().waitFor();
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            Optional<String> tps = found(TPS, printed);
            if (exit != 0 || tps.isEmpty()) {
                throw new IOException("pgbench ended with status " + exit + ": " + printed.strip());
            }
            return new Result(
                    Double.parseDouble(tps.get()),
                    found(FAILED, printed).map(Long::parseLong).orElse(0L));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static Optional<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}

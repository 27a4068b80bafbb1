package dev.kendall.testkit.postgres;

import static dev.kendall.testkit.postgres.PostgresServerTest.ask;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes that start at once, as two builds do. */
@Tag("once")
@Timeout(300)
class ParallelBuildsTest {
    @Test
    void shareTheProgramsAndNoServer() throws Exception {
        try (Build first = new Build();
                Build second = new Build()) {
            List<String> one = first.tells();
            List<String> two = second.tells();
            assertThat(one.get(0)).as("the version").isEqualTo(two.get(0));
            assertThat(one.get(1)).as("the URL").isNotEqualTo(two.get(1));
            assertThat(one.get(2)).as("the programs").isEqualTo(two.get(2));
        }
    }

    @Test
    void clearWhatAKilledBuildLeftBehind() throws Exception {
        Build killed = new Build();
        List<String> told = killed.tells();
        Path data = Path.of(told.get(3));
        killed.process.destroyForcibly().waitFor();
        ProcessHandle left =
                Processes.find(data.resolve("postmaster.pid"), data).orElseThrow();
        try (PostgresServer next =
                PostgresServer.start(PostgresOptions.builder().crashable().build())) {
            assertThat(ask(next.administrator(), "select 1")).containsExactly("1");
            assertThat(Processes.isAlive(left)).isFalse();
            assertThat(data).doesNotExist();
        }
    }

    @Test
    void leaveNothingWhenTheyEnd() throws Exception {
        Path data;
        try (Build build = new Build()) {
            data = Path.of(build.tells().get(3));
            assertThat(data).exists();
        }
        assertThat(data).doesNotExist();
    }

    /** A process that starts a server, says where it is, and stays until its input ends. */
    private static final class Build implements AutoCloseable {
        private final Process process;
        private final BufferedReader output;

        Build() throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        List<String> tells() throws IOException {
            List<String> lines = new ArrayList<>();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("told ")) {
                    lines.add(line.substring("told ".length()));
                }
                if (lines.size() == 4) {
                    return lines;
                }
            }
            throw new AssertionError("the process ended too early; it told " + lines);
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            assertThat(process.onExit().orTimeout(1, TimeUnit.MINUTES).join().exitValue())
                    .isZero();
        }
    }

    /** The other process. It leaves the server to the end of its JVM. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) throws IOException {
            PostgresServer server =
                    PostgresServer.start(PostgresOptions.builder().crashable().build());
            String data = ask(server.administrator(), "show data_directory").get(0);
            System.out.println("told " + server.postgresVersion() + " " + server.vectorVersion());
            System.out.println("told " + server.freshDatabase().jdbcUrl());
            try (Stream<String> lines = Files.lines(Path.of(data, "postmaster.opts"))) {
                System.out.println("told " + lines.findFirst().orElse("").replaceFirst(" .*", ""));
            }
            System.out.println("told " + data);
            while (System.in.read() >= 0) {
                // Until the input ends.
            }
        }
    }
}

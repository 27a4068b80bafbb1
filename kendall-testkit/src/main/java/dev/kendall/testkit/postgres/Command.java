package dev.kendall.testkit.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A program with its arguments, run to its end. */
final class Command {
    private static final int SHOWN_LINES = 5;

    private final List<String> words;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Duration limit = Duration.ofMinutes(2);
    private @Nullable Path folder;

    private Command(List<String> words) {
        this.words = List.copyOf(words);
        environment.put("LC_ALL", "C");
    }

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    static Command of(List<String> words) {
        return new Command(words);
    }

    /** What a program printed, on both channels, and how it ended. */
    record Result(int exitCode, String output) {
        boolean isOk() {
            return exitCode == 0;
        }

        /** The last lines of the output on one line. */
        String lastWords() {
            List<String> lines = output.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            return String.join(" / ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        }
    }

    Command in(Path folder) {
        this.folder = folder;
        return this;
    }

    Command with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Command within(Duration limit) {
        this.limit = limit;
        return this;
    }

    /**
     * Runs it. The output goes through a file: a server that it leaves behind would hold a pipe open.
     *
     * @throws Unavailable when it cannot be started or does not end in time, and then it is killed
     */
    Result run() throws Unavailable {
        Path output = null;
        Process process = null;
        try {
            output = Files.createTempFile("kendall", ".out");
            ProcessBuilder builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            if (folder != null) {
                builder.directory(folder.toFile());
            }
            builder.environment().putAll(environment);
            process = builder.start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Unavailable(name() + " did not end within " + limit.toSeconds() + " s");
            }
            return new Result(process.exitValue(), new String(Files.readAllBytes(output), UTF_8));
        } catch (IOException e) {
            throw new Unavailable(name() + " could not be run (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable(name() + " was interrupted", e);
        } finally {
            if (process != null && process.isAlive()) {
                process.destroyForcibly();
            }
            deleteQuietly(output);
        }
    }

    /** As {@link #run()}, and {@link Unavailable} with the program's last words when its exit code is not 0. */
    Result check() throws Unavailable {
        Result result = run();
        if (!result.isOk()) {
            throw new Unavailable(
                    name() + " failed with exit code " + result.exitCode() + " (" + result.lastWords() + ")");
        }
        return result;
    }

    private String name() {
        String program = words.get(0).equals("setpriv") ? words.get(words.indexOf("--") + 1) : words.get(0);
        return String.valueOf(Path.of(program).getFileName());
    }

    private static void deleteQuietly(@Nullable Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // A small file in the temporary folder.
                file.toFile().deleteOnExit();
            }
        }
    }

    /** The program on the PATH or in one of Debian's folders for servers' programs. */
    static Optional<Path> find(String program, Map<String, String> environment) {
        List<String> folders =
                new ArrayList<>(List.of(environment.getOrDefault("PATH", "").split(":", -1)));
        folders.addAll(List.of("/usr/local/sbin", "/usr/sbin", "/sbin"));
        return folders.stream()
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Deletes the folder and all that is in it, following no link. */
    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}

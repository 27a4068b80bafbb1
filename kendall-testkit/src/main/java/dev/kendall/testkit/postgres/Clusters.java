package dev.kendall.testkit.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The clusters in the cache: one that is kept, and those of processes, which end with them. */
final class Clusters {
    private static final Pattern OF_PROCESS = Pattern.compile("jvm-(\\d{1,18})-(\\d{1,18})-\\d+");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final CacheFolder cache;
    private final RunAs runAs;

    private Clusters(CacheFolder cache, RunAs runAs) {
        this.cache = cache;
        this.runAs = runAs;
    }

    static Clusters in(CacheFolder cache, RunAs runAs) {
        return new Clusters(cache, runAs);
    }

    /** A running cluster: the kept one, or a new one for this process. */
    Found open(Origin origin, Installation installation, PostgresOptions options) throws Unavailable {
        Cluster.Spec spec = new Cluster.Spec(origin, installation, options);
        return options.isKept() ? keep(spec) : ofProcess(spec);
    }

    /** The kept cluster, running or not. */
    Optional<Cluster> kept() throws Unavailable {
        Path folder = cache.clusters();
        for (int major = 99; major >= Versions.MIN_POSTGRES.major(); major--) {
            Optional<Cluster> cluster = Cluster.open(folder.resolve("demo-" + major), runAs);
            if (cluster.isPresent()) {
                return cluster;
            }
        }
        return Optional.empty();
    }

    private Found keep(Cluster.Spec spec) throws Unavailable {
        return cache.locked(spec.options().progress(), () -> {
            // Data of another major version is of no use to these programs, and stays for those that wrote it.
            Path folder = cache.clusters()
                    .resolve("demo-" + spec.installation().versions().postgres().major());
            Optional<Cluster> there = Cluster.open(folder, runAs);
            if (there.isEmpty()) {
                Command.deleteTree(folder);
                spec.options().progress().accept("Making a database cluster in " + folder + " ...");
            }
            Cluster cluster = there.isPresent() ? there.get() : Cluster.create(folder, runAs, spec);
            cluster.start(Cluster.PortChoice.ANY);
            return new Found(cluster.origin(), cluster.administrator(), cluster, () -> {});
        });
    }

    private Found ofProcess(Cluster.Spec spec) throws Unavailable {
        cache.locked(spec.options().progress(), () -> {
            sweep();
            return cache;
        });
        Path folder = newFolder();
        Cluster cluster;
        try {
            cluster = Cluster.create(folder, runAs, spec);
            cluster.start(Cluster.PortChoice.ANY);
        } catch (IOException e) {
            throw new Unavailable("a cluster in " + folder + " cannot be made (" + e + ")", e);
        }
        return new Found(cluster.origin(), cluster.administrator(), cluster, () -> {
            try {
                cluster.destroy();
            } catch (Unavailable | IOException e) {
                spec.options().progress().accept("The cluster in " + folder + " is left behind: " + e.getMessage());
            }
        });
    }

    /** A folder for servers of this process, named so that a later process sees when its owner is gone. */
    Path newFolder() {
        ProcessHandle self = ProcessHandle.current();
        return cache.clusters().resolve("jvm-" + self.pid() + "-" + startOf(self) + "-" + NUMBER.incrementAndGet());
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Ends and deletes the servers of processes that were killed before they could. */
    void sweep() throws IOException, Unavailable {
        if (!Files.isDirectory(cache.clusters())) {
            return;
        }
        List<Path> folders;
        try (Stream<Path> all = Files.list(cache.clusters())) {
            folders = all.toList();
        }
        for (Path folder : folders) {
            Matcher name = OF_PROCESS.matcher(String.valueOf(folder.getFileName()));
            if (name.matches() && !isAlive(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)))) {
                for (String pidFile : List.of("run/data/postmaster.pid", "run/pgbouncer.pid")) {
                    Optional<ProcessHandle> left = Processes.find(folder.resolve(pidFile), folder);
                    if (left.isPresent()) {
                        Processes.killTree(left.get());
                    }
                }
                Command.deleteTree(folder);
            }
        }
    }

    private static boolean isAlive(long pid, long start) {
        return ProcessHandle.of(pid)
                .filter(Processes::isAlive)
                .filter(process -> start == 0 || startOf(process) == start)
                .isPresent();
    }
}

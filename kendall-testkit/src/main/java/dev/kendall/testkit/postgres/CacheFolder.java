package dev.kendall.testkit.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Where installed programs and clusters lie, one for all builds of a user, behind one lock. */
final class CacheFolder {
    private static final ReentrantLock IN_PROCESS = new ReentrantLock();

    private final Path root;

    CacheFolder(Path root) {
        this.root = root;
    }

    /** Work that can be found impossible. */
    interface Work<T> {
        T run() throws Unavailable, IOException;
    }

    /**
     * The folder KENDALL_CACHE names, or the user's own cache. Root's servers run as somebody else, who often may not enter root's
     * home: then a folder of root's in /var/tmp.
     */
    static CacheFolder find(Map<String, String> environment, RunAs runAs) throws Unavailable {
        String given = environment.getOrDefault("KENDALL_CACHE", "").strip();
        if (!given.isEmpty()) {
            Path root = Path.of(given).toAbsolutePath();
            if (!runAs.canEnter(root)) {
                throw new Unavailable("KENDALL_CACHE is " + root + ", which the user " + runAs.user()
                        + ", who runs the server for root, may not enter; name a folder that all may enter");
            }
            return create(root, runAs);
        }
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path own = (xdg.startsWith("/") ? Path.of(xdg) : Path.of(home, ".cache")).resolve("kendall");
        if (home.startsWith("/") && runAs.canEnter(own)) {
            return create(own, runAs);
        }
        Path shared = Files.isWritable(Path.of("/var/tmp"))
                ? Path.of("/var/tmp")
                : Path.of(System.getProperty("java.io.tmpdir"));
        return create(shared.toAbsolutePath().resolve("kendall-" + runAs.uid()), runAs);
    }

    private static CacheFolder create(Path root, RunAs runAs) throws Unavailable {
        Set<PosixFilePermission> permissions =
                PosixFilePermissions.fromString(runAs.isRoot() ? "rwxr-xr-x" : "rwx------");
        try {
            if (root.getParent() != null) {
                Files.createDirectories(root.getParent(), PosixFilePermissions.asFileAttribute(permissions));
            }
            try {
                Files.createDirectory(root);
                Files.setPosixFilePermissions(root, permissions);
            } catch (FileAlreadyExistsException e) {
                checkOwner(root, runAs);
            }
            return new CacheFolder(root);
        } catch (IOException e) {
            throw new Unavailable("the cache folder " + root + " cannot be made (" + e + ")", e);
        }
    }

    /** Nobody else may have put programs there that we would run. */
    private static void checkOwner(Path root, RunAs runAs) throws IOException, Unavailable {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(root);
        Path parent = root.getParent();
        boolean planted = Files.isSymbolicLink(root)
                && parent != null
                && Files.getPosixFilePermissions(parent).contains(PosixFilePermission.OTHERS_WRITE);
        boolean ours = !planted
                && Files.isDirectory(root)
                && ((Number) Files.getAttribute(root, "unix:uid")).intValue() == runAs.uid()
                && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
        if (!ours) {
            throw new Unavailable(
                    "the cache folder " + root
                            + " belongs to another user or can be written by all; remove it or name another one in KENDALL_CACHE");
        }
    }

    Path root() {
        return root;
    }

    Path installs() {
        return root.resolve("install");
    }

    Path clusters() {
        return root.resolve("clusters");
    }

    /** Runs {@code work} while no other thread and no other process holds this cache. */
    <T> T locked(Consumer<String> progress, Work<T> work) throws Unavailable {
        IN_PROCESS.lock();
        try (FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var lock = channel.tryLock();
            if (lock == null) {
                progress.accept("Waiting for another build that prepares PostgreSQL ...");
                lock = channel.lock();
            }
            try {
                return work.run();
            } finally {
                lock.release();
            }
        } catch (IOException e) {
            throw new Unavailable("the cache folder " + root + " cannot be used (" + e + ")", e);
        } finally {
            IN_PROCESS.unlock();
        }
    }
}

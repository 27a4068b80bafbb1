package dev.kendall.storage.inmemory;

import dev.kendall.failure.StorageRefused;
import dev.kendall.failure.StorageUnavailable;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A snapshot file and the right to use it. It is written beside and then renamed over, so that whatever stops the writing leaves the
 * last good file. The lock is a file of its own, as a lock on the snapshot itself would go with the file that is renamed over.
 */
final class Snapshot {
    private static final int MAX_LINKS = 40;

    private final Path file;
    private final FileChannel lock;

    private Snapshot(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
    }

    static Snapshot open(Path path) {
        Path file = target(path);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new StorageRefused("the snapshot " + path + " is no regular file; name a file", null);
        }
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new StorageRefused(
                        "the snapshot " + path + " is in use by another process; stop that one, or name another file",
                        null);
            }
            return new Snapshot(file, channel);
        } catch (IOException e) {
            throw new StorageRefused(
                    "the snapshot " + path + " cannot be opened: its folder or lock file cannot be written", e);
        }
    }

    /** The file itself where the path is a link to it, there already or not, so that writing does not replace the link. */
    private static Path target(Path path) {
        Path target = path.toAbsolutePath();
        try {
            for (int links = 0; Files.isSymbolicLink(target); links++) {
                if (links == MAX_LINKS) {
                    throw new StorageRefused(
                            "the snapshot " + path + " is a link that leads in a circle; name a file", null);
                }
                target = target.resolveSibling(Files.readSymbolicLink(target)).normalize();
            }
            return target;
        } catch (IOException e) {
            throw new StorageRefused(
                    "the snapshot " + path + " is a link that cannot be read; name the file itself", e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    State read() {
        if (Files.notExists(file)) {
            return State.EMPTY;
        }
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return new SnapshotReader(in).read();
        } catch (SnapshotReader.Damaged e) {
            throw new StorageRefused(
                    "the snapshot " + file + " is damaged: " + e.getMessage()
                            + ". It was left as it is; put a copy of an earlier one in its place, or name another file",
                    e);
        } catch (IOException e) {
            throw new StorageRefused(
                    "the snapshot " + file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    void write(State state) {
        try {
            Path temporary = Files.createTempFile(file.getParent(), ".kendall-", ".tmp");
            try {
                writeTo(temporary, state);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new StorageUnavailable(
                    "the snapshot " + file + " could not be written (" + e.getMessage()
                            + "); the last one is untouched, free space or permissions and save again",
                    Duration.ofSeconds(10),
                    e);
        }
        forceFolder();
    }

    private static void writeTo(Path temporary, State state) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            BufferedWriter out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8), 1 << 16);
            new SnapshotWriter(out).write(state);
            out.flush();
            channel.force(true);
        }
    }

    /** Makes the rename itself survive a loss of power, where the system can open a folder at all. */
    private void forceFolder() {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            throw new StorageUnavailable(
                    "the snapshot " + file + " was written, but its folder could not be forced to the disk; save again",
                    Duration.ofSeconds(10),
                    e);
        }
    }

    void release() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new StorageUnavailable("the lock of the snapshot " + file + " was not released", Duration.ZERO, e);
        }
    }
}

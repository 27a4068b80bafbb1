package dev.kendall.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a migration knows from run to run. One folder for each reading of the source, numbered from 1, and beside them what a person looks at. One
 * process at a time.
 */
final class WorkFolder implements AutoCloseable {
    private static final int FORMAT = 1;

    /**
     * What the folder is of.
     *
     * @param tables those that are migrated
     */
    record Header(int format, String source, List<SourceTable> tables) {
        static Header of(MigrationSource source, List<SourceTable> tables) {
            return new Header(FORMAT, source.name(), List.copyOf(tables));
        }
    }

    private final Path path;
    private final FileChannel lock;

    private WorkFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Opens or makes a folder.
     *
     * @throws IllegalStateException when another process works in it
     * @throws IllegalArgumentException when it is of another migration
     */
    static WorkFolder open(Path path, Header header) {
        DurableFiles.makeFolder(path);
        WorkFolder folder = new WorkFolder(path, lock(path));
        try {
            folder.check(header);
            return folder;
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static FileChannel lock(Path path) {
        try {
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                channel.close();
                throw new IllegalStateException(
                        "another migration works in " + path + "; wait for its end, or name another work folder");
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException("the work folder " + path + " could not be locked", e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void check(Header header) {
        Path file = path.resolve("migration.json");
        if (!Files.exists(file)) {
            DurableFiles.write(file, header);
            return;
        }
        Header written = DurableFiles.read(file, Header.class);
        if (!written.equals(header)) {
            throw new IllegalArgumentException("the work folder " + path + " is of " + described(written) + ", not of "
                    + described(header) + "; name another work folder");
        }
    }

    private static String described(Header header) {
        return header.source() + " with "
                + String.join(
                        ", ", header.tables().stream().map(SourceTable::name).toList());
    }

    Path path() {
        return path;
    }

    /** The folder of a reading. */
    Path round(int number) {
        return path.resolve("round-" + number);
    }

    boolean isFinished(int number) {
        return Files.exists(round(number).resolve("finished.json"));
    }

    void finish(int number, MigrationReport report) {
        DurableFiles.write(round(number).resolve("finished.json"), report);
    }

    MigrationReport report(int number) {
        return DurableFiles.read(round(number).resolve("finished.json"), MigrationReport.class);
    }

    /** The round to work on: the latest, or the one after it when that one is finished. */
    int current() {
        int number = 1;
        while (Files.exists(round(number + 1)) || isFinished(number)) {
            number++;
        }
        return number;
    }

    /** Removes what a round has read, rows first: without its export it would begin anew, and so it does without its rows. */
    void forget(int number) {
        DurableFiles.remove(round(number).resolve("rows"));
        DurableFiles.remove(round(number).resolve("export"));
    }

    /** Removes what rounds before this one have read. What they reported stays. */
    void forgetBefore(int number) {
        for (int i = number - 1; i >= 1; i--) {
            forget(i);
        }
    }

    /** The rows of a round, where they are there. */
    @Nullable
    Snapshot snapshot(int number) {
        Path rows = round(number).resolve("rows");
        return number >= 1 && Files.exists(rows) ? new Snapshot(rows) : null;
    }

    /** Leaves the folder to others. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the work folder " + path + " could not be left", e);
        }
    }
}

package dev.kendall.migration;

import dev.kendall.json.DomainJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files that are there whole or not at all, whenever the process or the machine dies: written under another name, forced to the disk, renamed, and the
 * folder forced too. Logs are only appended to; a last line that was cut is passed over, and cut off before the next is appended.
 */
final class DurableFiles {
    private static final String UNFINISHED = ".part";

    private DurableFiles() {}

    /** What writes a file. */
    interface Writing {
        void to(BufferedWriter out) throws IOException;
    }

    /** Writes a file in the place of one that is there. */
    static void write(Path file, Writing writing) {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            try (FileChannel channel = FileChannel.open(
                            unfinished,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
                    BufferedWriter out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
                writing.to(out);
                out.flush();
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folderOf(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the work file " + file + " could not be written", e);
        }
    }

    /** Writes one value as JSON. */
    static void write(Path file, Object value) {
        write(file, out -> out.write(DomainJson.write(value)));
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    /** What was created or renamed in a folder is there after a crash only when the folder was forced; not every system can. */
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // A system that cannot open folders keeps its renames by itself.
        }
    }

    /** Makes a folder and those above it. */
    static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            force(folderOf(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("the work folder " + folder + " could not be made", e);
        }
    }

    /** Renames a folder whose files are forced. */
    static void rename(Path folder, Path name) {
        try {
            force(folder);
            Files.move(folder, name, StandardCopyOption.ATOMIC_MOVE);
            force(folderOf(name));
        } catch (IOException e) {
            throw new UncheckedIOException("the work folder " + folder + " could not be renamed to " + name, e);
        }
    }

    /** Removes a file or a folder with all that is in it, if it is there: at once, whatever is left over if the process dies. */
    static void remove(Path path) {
        Path gone = path.resolveSibling(path.getFileName() + ".gone");
        delete(gone);
        if (Files.exists(path)) {
            rename(path, gone);
            delete(gone);
        }
    }

    private static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the work folder " + path + " could not be removed", e);
        }
    }

    /** Appends a line that is on the disk when this returns. */
    static void append(Path log, Object value) {
        byte[] line = (DomainJson.write(value) + "\n").getBytes(StandardCharsets.UTF_8);
        boolean isNew = !Files.exists(log);
        try (FileChannel channel =
                FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.truncate(wholeLines(channel));
            channel.position(channel.size());
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("the work file " + log + " could not be written", e);
        }
        if (isNew) {
            force(folderOf(log));
        }
    }

    /** Where the last whole line ends. */
    private static long wholeLines(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    /** The whole lines of a log; none when there is no such file. */
    static <T> List<T> log(Path log, Class<T> type) {
        List<T> lines = new ArrayList<>();
        if (Files.exists(log)) {
            try {
                String text = Files.readString(log);
                int end = text.lastIndexOf('\n');
                if (end >= 0) {
                    text.substring(0, end).lines().forEach(line -> lines.add(DomainJson.read(line, type)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the work file " + log + " could not be read", e);
            }
        }
        return lines;
    }

    /** What {@link #write(Path, Object)} wrote. */
    static <T> T read(Path file, Class<T> type) {
        try {
            return DomainJson.read(Files.readString(file), type);
        } catch (IOException e) {
            throw new UncheckedIOException("the work file " + file + " could not be read", e);
        }
    }
}

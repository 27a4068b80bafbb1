package dev.kendall.migration;

import dev.kendall.json.DomainJson;
import dev.kendall.replica.StoredRow;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Makes a round's rows of its exported records. The rows of a user stand in one file, so that what belongs together is together in memory: the users
 * are cut into parts of about {@value #PART_ROWS} rows, in the order of their ids. Done again it makes the same, so it begins anew when it was cut off.
 */
final class Transform {
    static final int PART_ROWS = 20_000;

    private final Path round;
    private final List<SourceTable> tables;
    private final int partRows;
    private final Map<String, Counts> counts = new HashMap<>();

    private static final class Counts {
        private long records;
        private long rows;
        private long rejected;
        private long warned;
    }

    Transform(Path round, List<SourceTable> tables, int partRows) {
        this.round = round;
        this.tables = tables;
        this.partRows = partRows;
        tables.forEach(table -> counts.put(table.system(), new Counts()));
    }

    static Path exported(Path round, int table) {
        return round.resolve("export").resolve("table-" + table);
    }

    /** Writes {@code rows}, unless it is there. */
    void run(LongConsumer progress) {
        Path rows = round.resolve("rows");
        if (Files.exists(rows)) {
            return;
        }
        Path unfinished = round.resolve("rows.part");
        DurableFiles.remove(unfinished);
        DurableFiles.makeFolder(unfinished);
        TreeMap<UserId, Integer> parts = parts();
        distribute(unfinished, parts);
        try (NoteFiles notes = new NoteFiles(unfinished)) {
            each(line -> {
                if (line.row() == null) {
                    reject(line, notes);
                }
            });
            List<SnapshotIndex.Part> written = new ArrayList<>();
            long done = 0;
            for (Map.Entry<UserId, Integer> part : parts.entrySet()) {
                long fitted = fit(unfinished, part.getValue(), notes);
                done += fitted;
                written.add(new SnapshotIndex.Part(part.getKey(), part.getValue(), fitted));
                progress.accept(done);
            }
            notes.force();
            DurableFiles.write(
                    unfinished.resolve("index.json"),
                    new SnapshotIndex(
                            written, tables.stream().map(this::summary).toList()));
        }
        DurableFiles.rename(unfinished, rows);
    }

    private TableSummary summary(SourceTable table) {
        Counts of = of(table);
        return new TableSummary(table, of.records, of.rows, of.rejected, of.warned);
    }

    private Counts of(SourceTable table) {
        return counts.computeIfAbsent(table.system(), system -> new Counts());
    }

    private void each(Consumer<RowLine> lines) {
        for (int i = 0; i < tables.size(); i++) {
            Path folder = exported(round, i + 1);
            TableExport.windows(folder)
                    .forEach(window -> RowLines.read(TableExport.file(folder, window.file()), lines));
        }
    }

    /** The first user of each part, and its number. */
    private TreeMap<UserId, Integer> parts() {
        TreeMap<UserId, Integer> rows = new TreeMap<>();
        each(line -> {
            StoredRow row = line.row();
            if (row != null) {
                rows.merge(row.ref().user(), 1, Integer::sum);
            }
        });
        TreeMap<UserId, Integer> parts = new TreeMap<>();
        long inPart = 0;
        for (Map.Entry<UserId, Integer> user : rows.entrySet()) {
            if (parts.isEmpty() || inPart + user.getValue() > partRows) {
                parts.put(user.getKey(), parts.size() + 1);
                inPart = 0;
            }
            inPart += user.getValue();
        }
        return parts;
    }

    private static Path unsorted(Path folder, int part) {
        return folder.resolve("unsorted-" + part + ".jsonl");
    }

    private void distribute(Path folder, TreeMap<UserId, Integer> parts) {
        Map<Integer, StringBuilder> buffers = new HashMap<>();
        each(line -> {
            StoredRow row = line.row();
            if (row != null) {
                int part = parts.floorEntry(row.ref().user()).getValue();
                StringBuilder buffer = buffers.computeIfAbsent(part, number -> new StringBuilder());
                buffer.append(DomainJson.write(line)).append('\n');
                if (buffer.length() > 100_000) {
                    append(unsorted(folder, part), buffer);
                }
            }
        });
        buffers.forEach((part, buffer) -> append(unsorted(folder, part), buffer));
    }

    private static void append(Path file, StringBuilder buffer) {
        try {
            Files.writeString(file, buffer, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            buffer.setLength(0);
        } catch (IOException e) {
            throw new UncheckedIOException("the work file " + file + " could not be written", e);
        }
    }

    private void reject(RowLine line, NoteFiles notes) {
        SourceTable table = table(line);
        Counts of = of(table);
        of.records++;
        of.rejected++;
        line.said().forEach(note -> notes.reject(rejection(line, table, note)));
    }

    private SourceTable table(RowLine line) {
        String system = Objects.requireNonNull(line.record()).system();
        return tables.stream()
                .filter(table -> table.system().equals(system))
                .findFirst()
                .orElseThrow();
    }

    private static Rejection rejection(RowLine line, SourceTable table, Note note) {
        return new Rejection(Objects.requireNonNull(line.record()).value(), table.name(), note.field(), note.reason());
    }

    /** Writes the rows of a part. */
    private long fit(Path folder, int part, NoteFiles notes) {
        Path unsorted = unsorted(folder, part);
        List<RowLine> lines = new ArrayList<>();
        RowLines.read(unsorted, lines::add);
        Fitting fitting = new Fitting(lines);
        List<RowLine> rows = fitting.rows();
        DurableFiles.write(Snapshot.file(folder, part), out -> {
            for (RowLine row : rows) {
                out.write(DomainJson.write(row));
                out.write('\n');
            }
        });
        DurableFiles.remove(unsorted);
        for (RowLine line : fitting.rejected()) {
            reject(line, notes);
        }
        for (RowLine row : rows) {
            if (row.record() != null) {
                SourceTable table = table(row);
                Counts of = of(table);
                of.records++;
                of.rows++;
                if (!row.said().isEmpty()) {
                    of.warned++;
                    row.said().forEach(note -> notes.warn(rejection(row, table, note)));
                }
            } else {
                row.said().forEach(note -> notes.warn(new Rejection("", "", note.field(), note.reason())));
            }
        }
        return rows.size();
    }
}

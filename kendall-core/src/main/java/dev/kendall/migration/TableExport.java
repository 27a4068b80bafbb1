package dev.kendall.migration;

import dev.kendall.failure.Cancelled;
import dev.kendall.json.DomainJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one table into the work folder, a window of creation times after the other. A listing cannot be gone on with in its middle, so a window is what
 * is lost at most when the process dies.
 *
 * <p>Nobody tells how many records a table has, nor when. So the first window is the whole table: most tables are small. Where more come than twice
 * what a window is to hold, the reading is given up, and the times of those that came say where to cut. From then on each window is longer or shorter
 * than the one before by how full that one was. Clocks only choose the cuts: windows lie side by side from for ever ago to for ever on, so that
 * every record is in one, whatever the clocks say.
 */
final class TableExport {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MigrationSource source;
    private final SourceTable table;
    private final Path folder;
    private final int windowRows;
    private final InstantSource clock;

    TableExport(MigrationSource source, SourceTable table, Path folder, int windowRows, InstantSource clock) {
        this.source = source;
        this.table = table;
        this.folder = folder;
        this.windowRows = windowRows;
        this.clock = clock;
    }

    /** The windows that were read. */
    static List<WindowLine> windows(Path folder) {
        return DurableFiles.log(folder.resolve("windows.jsonl"), WindowLine.class);
    }

    static Path file(Path folder, int number) {
        return folder.resolve("window-" + number + ".jsonl");
    }

    /**
     * Reads what was not read yet.
     *
     * @param progress told how many records were read, those of earlier runs with them
     */
    void run(LongConsumer progress) {
        DurableFiles.makeFolder(folder);
        List<WindowLine> done = windows(folder);
        WindowLine last = done.isEmpty() ? null : done.get(done.size() - 1);
        long read = done.stream().mapToLong(WindowLine::records).sum();
        int number = done.size();
        Window next = last == null ? new Window(null, null) : after(last);
        progress.accept(read);
        while (next != null) {
            if (Thread.currentThread().isInterrupted()) {
                throw new Cancelled("the export of " + table.name() + " was interrupted; run it again to go on", null);
            }
            Instant begun = clock.instant();
            SourceTraffic before = source.traffic();
            Reading reading = new Reading(next, read, progress);
            Window shorter = reading.cut();
            if (shorter != null) {
                next = shorter;
                continue;
            }
            reading.write(file(folder, ++number));
            Duration took = Duration.between(begun, clock.instant());
            last = new WindowLine(
                    next.from(),
                    next.to(),
                    number,
                    reading.earliest,
                    reading.records,
                    reading.rejected,
                    reading.noted,
                    clock.instant(),
                    took.isNegative() ? Duration.ZERO : took,
                    source.traffic().minus(before));
            DurableFiles.append(folder.resolve("windows.jsonl"), last);
            read += reading.records;
            next = after(last);
        }
    }

    /** The window behind one that was read, or null when that was the last. */
    private @Nullable Window after(WindowLine last) {
        Instant from = last.to();
        if (from == null) {
            return null;
        }
        Instant begin = last.from() == null ? last.earliest() : last.from();
        Duration length = begin == null || !begin.isBefore(from) ? SECOND : Duration.between(begin, from);
        double fullness = last.records() / (double) windowRows;
        double growth = Math.min(4, Math.max(0.25, 1 / Math.max(fullness, 0.25)));
        // Nothing is newer than tomorrow; and the last window has no end.
        Instant tomorrow = clock.instant().plus(1, ChronoUnit.DAYS);
        double seconds = Math.max(1, Math.floor(length.toSeconds() * growth));
        double left = Duration.between(from, tomorrow).toSeconds();
        return new Window(from, seconds >= left ? null : from.plusSeconds((long) seconds));
    }

    /** One reading of a window. */
    private final class Reading {
        private final Window window;
        private final LongConsumer progress;
        private final long before;
        private final Iterator<Exported> source;
        private final List<Exported> ahead = new ArrayList<>();
        private final Set<String> known = new HashSet<>();
        private @Nullable Instant earliest;
        private long records;
        private long rejected;
        private long noted;

        Reading(Window window, long before, LongConsumer progress) {
            this.window = window;
            this.before = before;
            this.progress = progress;
            this.source = TableExport.this.source.read(table, window);
        }

        /** The window to read instead, when this one holds too much and can be cut; else null. */
        @Nullable
        Window cut() {
            while (ahead.size() < 2 * windowRows) {
                Exported next = next();
                if (next == null) {
                    return null;
                }
                ahead.add(next);
            }
            List<Instant> times = ahead.stream()
                    .map(Exported::created)
                    .map(time -> time.truncatedTo(ChronoUnit.SECONDS))
                    .sorted()
                    .toList();
            Instant first = times.get(0).plus(SECOND);
            if (window.to() != null && !first.isBefore(window.to())) {
                return null;
            }
            Instant cut = times.get(times.size() / 8);
            return new Window(window.from(), cut.isBefore(first) ? first : cut);
        }

        /** The next record that did not come yet and is in the window. */
        private @Nullable Exported next() {
            while (source.hasNext()) {
                Exported next = source.next();
                if (window.holds(next.created()) && known.add(next.record())) {
                    if (known.size() % 100 == 0) {
                        progress.accept(before + known.size());
                    }
                    return next;
                }
            }
            return null;
        }

        void write(Path file) {
            DurableFiles.write(file, out -> {
                for (Exported each : ahead) {
                    write(each, out);
                }
                for (Exported each = next(); each != null; each = next()) {
                    write(each, out);
                }
            });
            progress.accept(before + records);
        }

        private void write(Exported each, BufferedWriter out) throws IOException {
            out.write(DomainJson.write(RowLine.of(table, each)));
            out.write('\n');
            records++;
            if (each.row() == null) {
                rejected++;
            } else if (!each.notes().isEmpty()) {
                noted++;
            }
            if (earliest == null || each.created().isBefore(earliest)) {
                earliest = each.created();
            }
        }
    }
}

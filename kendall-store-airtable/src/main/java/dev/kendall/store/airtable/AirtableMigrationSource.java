package dev.kendall.store.airtable;

import dev.kendall.migration.Exported;
import dev.kendall.migration.MigrationSource;
import dev.kendall.migration.Note;
import dev.kendall.migration.SourceTable;
import dev.kendall.migration.SourceTraffic;
import dev.kendall.migration.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * A base as the source of a {@link dev.kendall.migration.Migration}. It is only read, on {@link Lane#BACKFILL}. Not thread-safe.
 *
 * <pre>{@code
 * Migration.from(AirtableMigrationSource.open(options)).to(sink).workFolder(folder).run();
 * }</pre>
 */
public final class AirtableMigrationSource implements MigrationSource {
    private final AirtableOptions options;
    private AirtableExport export;

    private AirtableMigrationSource(AirtableOptions options, AirtableExport export) {
        this.options = options;
        this.export = export;
    }

    /**
     * Opens a base.
     *
     * @throws dev.kendall.failure.StorageRefused as {@link AirtableStorage.Builder#open} does
     */
    public static AirtableMigrationSource open(AirtableOptions options) {
        return new AirtableMigrationSource(options, AirtableExport.open(options));
    }

    @Override
    public String name() {
        return "airtable " + options.base();
    }

    @Override
    public List<SourceTable> tables() {
        return export.tables().stream().map(this::table).toList();
    }

    private SourceTable table(AirtableTable table) {
        String name = export.tableName(table);
        return new SourceTable(
                name, table.kind(), ExportedRecord.externalId(name, "-").system());
    }

    private AirtableTable table(SourceTable table) {
        return export.tables().stream()
                .filter(each -> export.tableName(each).equals(table.name()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("the base has no table '" + table.name() + "' any more"));
    }

    /** Who owns what is read anew with the first users: since the last reading somebody may have come. */
    @Override
    public Iterator<Exported> read(SourceTable table, Window window) {
        AirtableTable of = table(table);
        if (of == AirtableTable.USERS && window.from() == null) {
            export = AirtableExport.open(options);
        }
        Iterator<List<ExportedRecord>> pages =
                export.read(of, window.from(), window.to()).iterator();
        return new Iterator<>() {
            private Iterator<ExportedRecord> page = List.<ExportedRecord>of().iterator();

            @Override
            public boolean hasNext() {
                while (!page.hasNext() && pages.hasNext()) {
                    page = pages.next().iterator();
                }
                return page.hasNext();
            }

            @Override
            public Exported next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return exported(page.next());
            }
        };
    }

    private static Exported exported(ExportedRecord record) {
        List<Note> notes = new ArrayList<>();
        if (record.row() == null) {
            RejectedRecord rejected = Objects.requireNonNull(record.rejected());
            notes.add(new Note(rejected.field(), rejected.reason()));
        }
        record.notes().forEach(note -> notes.add(new Note(note.field(), note.note())));
        return new Exported(record.recordId(), record.created(), record.row(), notes);
    }

    @Override
    public List<Exported> find(SourceTable table, Collection<String> records) {
        return export.find(table(table), records).stream()
                .map(AirtableMigrationSource::exported)
                .toList();
    }

    @Override
    public SourceTraffic traffic() {
        LaneTraffic traffic = export.traffic().get(Lane.BACKFILL);
        return traffic == null ? SourceTraffic.NONE : new SourceTraffic(traffic.requests(), traffic.rateLimited());
    }
}

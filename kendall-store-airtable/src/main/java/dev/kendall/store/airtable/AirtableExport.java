package dev.kendall.store.airtable;

import dev.kendall.contact.Contact;
import dev.kendall.internal.Checks;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfContact;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Every record of a base as a row, for a migration: read page by page, on the lane of the least hurry. Not thread-safe.
 *
 * <p>Every record comes out once, as a row or with the reason why it is none; none is left out in silence, not even one whose cells are all empty.
 * The same record gives the same row with the same id in every run, in whichever order it is read. What Kendall has stamped counts, and so does what
 * was changed in the legacy fields since.
 *
 * <p>The first record of a table but the users' reads the users' table once, and the first contact the contacts' table: who owns what, and who keeps
 * a phone number that several have, cannot be told from one record.
 */
public final class AirtableExport {
    /** The most ids in one call of {@link #find}. */
    public static final int MAX_IDS = 100;

    private final BaseTables base;
    private final UserRecords users;
    private final OwnerDirectory owners;
    private @Nullable ContactClaims claims;

    private AirtableExport(BaseTables base, AirtableOptions options) {
        this.base = base;
        this.users = new UserRecords(base, new Rejects(options));
        this.owners = new OwnerDirectory(base, users);
    }

    /**
     * Opens a base for reading on {@link Lane#BACKFILL}.
     *
     * @throws dev.kendall.failure.StorageRefused as {@link AirtableStorage.Builder#open} does
     */
    public static AirtableExport open(AirtableOptions options) {
        return open(options, Lane.BACKFILL);
    }

    /** Opens a base for reading on a lane: {@link Lane#VERIFY}, to compare it with a copy. */
    public static AirtableExport open(AirtableOptions options, Lane lane) {
        return new AirtableExport(BaseTables.open(options, lane), options);
    }

    /** The base's id. */
    public String baseId() {
        return base.options().base();
    }

    /** The tables that are there, owners before what is theirs; threads only where Kendall has stored any. */
    public List<AirtableTable> tables() {
        Stream<AirtableTable> all = Stream.of(
                AirtableTable.USERS,
                AirtableTable.THREADS,
                AirtableTable.CONTACTS,
                AirtableTable.PATTERNS,
                AirtableTable.MEMORIES,
                AirtableTable.MESSAGES);
        return all.filter(
                        table -> table != AirtableTable.THREADS || base.layout().hasThreads())
                .toList();
    }

    /** What the table is called in the base. */
    public String tableName(AirtableTable table) {
        return base.table(table).name();
    }

    /** What this process has sent to the base, by lane, whichever storage sent it. */
    public Map<Lane, LaneTraffic> traffic() {
        return base.shared().limiter().traffic();
    }

    /** Every record of a table, page by page as the iteration goes, in no order. */
    public Iterable<List<ExportedRecord>> read(AirtableTable table) {
        return read(table, null, null);
    }

    /**
     * The records of a table that were created in a time, page by page as the iteration goes, in no order. When Airtable loses the place, the
     * listing begins again by itself and gives each record once.
     *
     * @param from only records created at or after this time, or null
     * @param to only records created before this time, or null
     */
    public Iterable<List<ExportedRecord>> read(AirtableTable table, @Nullable Instant from, @Nullable Instant to) {
        RecordMapping mapping = base.mapping(table);
        List<Formula> conditions = new ArrayList<>();
        if (from != null) {
            conditions.add(Formula.not(Formula.before(Formula.createdTime(), Formula.time(from))));
        }
        if (to != null) {
            conditions.add(Formula.before(Formula.createdTime(), Formula.time(to)));
        }
        ListQuery query = conditions.isEmpty() ? ListQuery.all() : ListQuery.where(Formula.and(conditions));
        return () -> {
            Iterator<List<AirtableRecord>> pages =
                    base.client().pages(mapping.table().path(), query).iterator();
            return stream(pages)
                    .map(page -> page.stream()
                            .map(record -> exported(mapping, record))
                            .toList())
                    .iterator();
        };
    }

    /**
     * The records of a table with these ids that are there now.
     *
     * @param recordIds up to {@value #MAX_IDS}
     */
    public List<ExportedRecord> find(AirtableTable table, Collection<String> recordIds) {
        Checks.range("number of record ids", recordIds.size(), 0, MAX_IDS);
        if (recordIds.isEmpty()) {
            return List.of();
        }
        RecordMapping mapping = base.mapping(table);
        ListQuery query = ListQuery.where(Formula.in(Formula.recordId(), recordIds.stream()));
        return base.client().list(mapping.table().path(), query).stream()
                .map(record -> exported(mapping, record))
                .toList();
    }

    private static <T> Stream<T> stream(Iterator<T> iterator) {
        return StreamSupport.stream(((Iterable<T>) () -> iterator).spliterator(), false);
    }

    private ExportedRecord exported(RecordMapping mapping, AirtableRecord record) {
        TableLayout table = mapping.table();
        try {
            RecordMapping.Decoded decoded = mapping.decode(record, owner(mapping, record));
            List<FieldNote> notes = new ArrayList<>(decoded.notes());
            StoredRow row = decoded.row() instanceof OfContact of
                    ? claims(mapping).settled(record, of.contact(), notes)
                    : decoded.row();
            return new ExportedRecord(table.table(), table.name(), record.id(), record.createdTime(), row, notes, null);
        } catch (Unreadable e) {
            return new ExportedRecord(
                    table.table(),
                    table.name(),
                    record.id(),
                    record.createdTime(),
                    null,
                    List.of(),
                    Rejects.rejected(table, record, e));
        }
    }

    private UserId owner(RecordMapping mapping, AirtableRecord record) {
        try {
            return mapping.table().table() == AirtableTable.USERS
                    ? owners.ofUser(record)
                    : owners.ofRow(mapping, record);
        } catch (IllegalArgumentException e) {
            throw new Unreadable("", String.valueOf(e.getMessage()));
        }
    }

    private ContactClaims claims(RecordMapping mapping) {
        ContactClaims known = claims;
        if (known == null) {
            known = new ContactClaims();
            for (List<AirtableRecord> page : base.client().pages(mapping.table().path(), ListQuery.all())) {
                for (AirtableRecord record : page) {
                    claim(known, mapping, record);
                }
            }
            claims = known;
        }
        return known;
    }

    private void claim(ContactClaims into, RecordMapping mapping, AirtableRecord record) {
        try {
            Contact contact =
                    ((OfContact) mapping.decode(record, owner(mapping, record)).row()).contact();
            into.add(record, contact);
        } catch (Unreadable e) {
            // It is rejected when it is exported.
        }
    }
}

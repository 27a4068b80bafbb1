package dev.kendall.store.airtable;

import dev.kendall.contact.Contact;
import dev.kendall.entity.EntityKind;
import dev.kendall.replica.StoredRow.OfContact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rows of one user in one table, read as narrowly as a formula can say. Stateless. */
final class UserRows {
    /** How many ids go into one formula. */
    private static final int IDS = 100;

    private final BaseTables base;
    private final UserRecords users;
    private final Rejects rejects;
    private final Owner owner;

    UserRows(BaseTables base, UserRecords users, Rejects rejects, Owner owner) {
        this.base = base;
        this.users = users;
        this.rejects = rejects;
        this.owner = owner;
    }

    /**
     * A listing of the user's rows.
     *
     * @param newestBy the field to sort by, the latest time first, or null
     * @param max how many records at most, of the user and of those who cannot be told apart by a formula; 0 for all
     * @param enough when to stop
     */
    record Reading(@Nullable Formula condition, @Nullable String newestBy, int max, Predicate<Progress> enough) {
        static Reading all() {
            return where(null);
        }

        static Reading where(@Nullable Formula condition) {
            return new Reading(condition, null, 0, progress -> false);
        }

        Reading atMost(int records) {
            return new Reading(condition, newestBy, records, enough);
        }

        Reading newestBy(String field, Predicate<Progress> until) {
            return new Reading(condition, field, max, until);
        }
    }

    /**
     * What was read so far.
     *
     * @param last the last record that was read, of whichever user
     */
    record Progress(List<LoadedRow> rows, AirtableRecord last) {}

    /** All rows of a table. */
    List<LoadedRow> all(AirtableTable table) {
        return current(table.kind(), id -> true, () -> read(table, Reading.all()));
    }

    /** What is read, once more where it does not know yet what this process has written. */
    private List<LoadedRow> current(EntityKind kind, Predicate<String> asked, Supplier<List<LoadedRow>> reading) {
        LastWrites lastWrites = base.shared().lastWrites();
        List<LoadedRow> rows = reading.get();
        for (int i = 0; i < LastWrites.AGAIN && lastWrites.isOlder(owner.id(), kind, asked, rows); i++) {
            rows = reading.get();
        }
        return rows;
    }

    List<LoadedRow> read(AirtableTable table, Reading reading) {
        TableLayout layout = base.layout().find(table);
        if (layout == null || table == AirtableTable.THREADS && !layout.isExtended()) {
            return List.of();
        }
        RecordMapping mapping = base.mapping(table);
        List<LoadedRow> rows = new ArrayList<>();
        for (List<AirtableRecord> page : base.client().pages(layout.path(), query(layout, reading))) {
            rows.addAll(decode(mapping, page));
            if (!page.isEmpty() && reading.enough().test(new Progress(rows, page.get(page.size() - 1)))) {
                break;
            }
        }
        return rows;
    }

    /** Rows by a field, page by page, each read when it is asked for. */
    Iterable<List<LoadedRow>> sorted(AirtableTable table, Formula condition, String field) {
        TableLayout layout = base.layout().find(table);
        if (layout == null) {
            return List.of();
        }
        RecordMapping mapping = base.mapping(table);
        ListQuery query = query(layout, Reading.where(condition)).sortedBy(field, ListQuery.Direction.ASC);
        return () -> {
            Iterator<List<AirtableRecord>> pages =
                    base.client().pages(layout.path(), query).iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return pages.hasNext();
                }

                @Override
                public List<LoadedRow> next() {
                    return decode(mapping, pages.next());
                }
            };
        };
    }

    private List<LoadedRow> decode(RecordMapping mapping, List<AirtableRecord> page) {
        List<LoadedRow> rows = new ArrayList<>();
        for (AirtableRecord record : page) {
            if (users.isOwned(mapping, record, owner)) {
                decode(mapping, record, rows);
            }
        }
        return rows;
    }

    private ListQuery query(TableLayout layout, Reading reading) {
        List<Formula> conditions = new ArrayList<>();
        if (reading.condition() != null) {
            conditions.add(reading.condition());
        }
        Formula owned = users.owned(layout, owner);
        if (owned != null) {
            conditions.add(owned);
        }
        ListQuery query = (conditions.isEmpty() ? ListQuery.all() : ListQuery.where(Formula.and(conditions)))
                .atMost(reading.max());
        return reading.newestBy() == null ? query : query.sortedBy(reading.newestBy(), ListQuery.Direction.DESC);
    }

    private void decode(RecordMapping mapping, AirtableRecord record, List<LoadedRow> into) {
        try {
            RecordMapping.Decoded decoded = mapping.decode(record, owner.id());
            into.add(new LoadedRow(decoded.row(), record.id(), record.createdTime(), decoded.isStamped()));
        } catch (Unreadable e) {
            rejects.report(mapping.table(), record, e);
        }
    }

    /** The rows with these ids that there are. */
    List<LoadedRow> byIds(EntityKind kind, Collection<String> ids) {
        AirtableTable table = AirtableTable.of(kind);
        List<String> all = ids.stream().distinct().toList();
        List<LoadedRow> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += IDS) {
            List<String> some = all.subList(from, Math.min(all.size(), from + IDS));
            Set<String> wanted = new HashSet<>(some);
            Reading reading = Reading.where(named(base.table(table), some));
            found.addAll(current(
                    kind,
                    wanted::contains,
                    () -> read(table, reading).stream()
                            .filter(row -> wanted.contains(row.row().ref().id()))
                            .toList()));
        }
        return found;
    }

    /** By Kendall's own field; records without it by the second in which they were created. */
    private static Formula named(TableLayout table, List<String> ids) {
        List<Formula> ways = new ArrayList<>();
        boolean stamped = table.kendall().contains(KendallField.ID);
        Formula mark = Formula.field(KendallField.ID.title());
        for (String id : ids) {
            if (stamped) {
                ways.add(Formula.eq(mark, Formula.text(KeyText.of(id))));
            }
            if (table.table() != AirtableTable.THREADS && LegacyId.isPossible(UUID.fromString(id))) {
                Instant created = LegacyId.created(UUID.fromString(id));
                Formula then = Formula.and(
                        Formula.after(Formula.createdTime(), Formula.time(created.minusSeconds(1))),
                        Formula.before(Formula.createdTime(), Formula.time(created.plusSeconds(1))));
                ways.add(stamped ? Formula.and(Formula.empty(mark), then) : then);
            }
        }
        // Without Kendall's field, an id that is none of a record's names nothing.
        return ways.isEmpty() ? Formula.eq(Formula.recordId(), Formula.text("")) : Formula.or(ways);
    }

    /** All contacts; where two have one phone number or e-mail address, the later record does without. */
    List<LoadedRow> contacts() {
        Set<String> phones = new HashSet<>();
        Set<String> emails = new HashSet<>();
        List<LoadedRow> contacts = new ArrayList<>();
        all(AirtableTable.CONTACTS).stream().sorted(LoadedRow.FIRST_COME).forEach(loaded -> {
            Contact contact = ((OfContact) loaded.row()).contact();
            boolean phone = contact.phone() != null && !phones.add(contact.phone());
            boolean email = contact.email() != null && !emails.add(Contact.emailKey(contact.email()));
            contacts.add(
                    phone || email
                            ? loaded.with(
                                    new OfContact(ContactMapping.without(contact, phone, email, new ArrayList<>())))
                            : loaded);
        });
        return contacts;
    }
}

package dev.kendall.store.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.storage.ErasureReceipt;
import dev.kendall.storage.ErasureReceipt.Kind;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes every record of a user, whether it can be read as a row or not; the user's own last, so that what a broken connection leaves can still be
 * told to be theirs.
 */
final class Erasure {
    private static final Map<AirtableTable, Kind> KINDS = Map.of(
            AirtableTable.MESSAGES, Kind.MESSAGES,
            AirtableTable.CONTACTS, Kind.CONTACTS,
            AirtableTable.PATTERNS, Kind.PATTERNS,
            AirtableTable.MEMORIES, Kind.MEMORIES,
            AirtableTable.THREADS, Kind.THREADS);

    private final BaseTables base;
    private final UserRecords users;

    Erasure(BaseTables base, UserRecords users) {
        this.base = base;
        this.users = users;
    }

    ErasureReceipt erase(UserId user, Instant now) {
        Optional<Owner> found = users.find(user);
        if (found.isEmpty()) {
            return new ErasureReceipt(user, now, Map.of());
        }
        Owner owner = found.get();
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        Set<String> threads = new HashSet<>();
        for (AirtableTable at : AirtableTable.values()) {
            TableLayout table = base.layout().find(at);
            boolean held = table != null && (at != AirtableTable.THREADS || table.isExtended());
            if (at != AirtableTable.USERS && held) {
                List<AirtableRecord> records = records(base.mapping(at), owner);
                records.forEach(record -> threads.addAll(thread(base.mapping(at), record)));
                base.client()
                        .delete(
                                base.table(at).path(),
                                records.stream().map(AirtableRecord::id).toList());
                counts.put(kind(at), (long) records.size());
            }
        }
        counts.put(Kind.THREADS, (long) threads.size());
        base.client().delete(base.table(AirtableTable.USERS).path(), List.of(owner.recordId()));
        counts.put(Kind.USERS, 1L);
        users.forget(user);
        base.shared().lastWrites().erased(user);
        return new ErasureReceipt(user, now, counts);
    }

    private static Kind kind(AirtableTable table) {
        return Objects.requireNonNull(KINDS.get(table));
    }

    private List<AirtableRecord> records(RecordMapping mapping, Owner owner) {
        TableLayout table = mapping.table();
        Formula owned = users.owned(table, owner);
        List<AirtableRecord> records = new ArrayList<>();
        for (AirtableRecord record :
                base.client().list(table.path(), owned == null ? ListQuery.all() : ListQuery.where(owned))) {
            if (users.isOwned(mapping, record, owner)) {
                records.add(record);
            }
        }
        return records;
    }

    /** The thread that a record is, or is in: those that only messages tell of are counted, too. */
    private static List<String> thread(RecordMapping mapping, AirtableRecord record) {
        if (mapping.table().table() == AirtableTable.THREADS) {
            String id = mapping.kendall(record, KendallField.ID);
            return id == null ? List.of() : List.of(KeyText.id(id));
        } else if (mapping.table().table() == AirtableTable.MESSAGES) {
            JsonNode id = record.fields().path(mapping.table().nameOf(AirtableField.MESSAGE_THREAD));
            return mapping.kendall(record, KendallField.ID) == null && id.isTextual()
                    ? List.of(id.asText())
                    : List.of();
        }
        return List.of();
    }
}

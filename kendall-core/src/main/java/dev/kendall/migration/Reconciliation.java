package dev.kendall.migration;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.failure.Conflict;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.RowStore;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.SuccessorOrder;
import dev.kendall.storage.Capability;
import dev.kendall.thread.ThreadId;
import dev.kendall.verification.Difference;
import dev.kendall.verification.FieldDifference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes rows of the target what those of the source are, or gone: state, not steps, so that it can be cut off and done again.
 *
 * <p>A reading of the source is as old as it took. So whether a record is there is asked again before a row is put or deleted for its sake, and a
 * row that was written in the target since is left alone, which its version tells. A row that was never read from this source is nobody's business.
 */
final class Reconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final MigrationSource source;
    private final List<SourceTable> tables;
    private final MigrationSink sink;
    private final ReplicaStorage target;
    private final Snapshot now;
    private final @Nullable Snapshot before;
    private final boolean namesRecords;
    private long put;
    private long deleted;
    private long newer;

    /**
     * A reconciliation.
     *
     * @param now the latest reading
     * @param before the one before it, where it is known
     */
    Reconciliation(
            MigrationSource source,
            List<SourceTable> tables,
            MigrationSink sink,
            Snapshot now,
            @Nullable Snapshot before) {
        this.source = source;
        this.tables = tables;
        this.sink = sink;
        this.target = sink.target();
        this.now = now;
        this.before = before;
        this.namesRecords = target.capabilities().contains(Capability.EXTERNAL_IDS);
    }

    MigrationRun.Mended mend(List<Difference> differences, LongConsumer progress) {
        Map<EntityRef, List<ExternalId>> records = new LinkedHashMap<>();
        for (Difference difference : differences) {
            records.put(difference.row(), records(difference));
        }
        Map<ExternalId, Exported> there = there(records.values());
        List<Difference> extra = new ArrayList<>();
        List<StoredRow> wanted = new ArrayList<>();
        List<Difference> changed = new ArrayList<>();
        for (Difference difference : differences) {
            List<ExternalId> of = records.getOrDefault(difference.row(), List.of());
            switch (difference.what()) {
                case EXTRA -> {
                    if (of.isEmpty() ? isDerived(difference.row()) : isGone(difference.row(), of, there)) {
                        extra.add(difference);
                    }
                }
                case MISSING -> {
                    if (of.isEmpty() || of.stream().anyMatch(record -> isOf(difference.row(), there.get(record)))) {
                        now.find(difference.row()).ifPresent(wanted::add);
                    }
                }
                case CHANGED -> changed.add(difference);
            }
        }
        delete(extra);
        progress.accept(deleted);
        changed.forEach(difference -> change(difference, wanted, there));
        put(wanted, progress);
        link(differences);
        return new MigrationRun.Mended(put, deleted, newer);
    }

    private static boolean isOf(EntityRef ref, @Nullable Exported found) {
        StoredRow row = found == null ? null : found.row();
        return row != null && row.ref().equals(ref);
    }

    /** Whether its records are gone or became other rows. One that is there and cannot be read any more is no reason to delete what it was. */
    private static boolean isGone(EntityRef ref, List<ExternalId> records, Map<ExternalId, Exported> there) {
        return records.stream()
                .map(there::get)
                .allMatch(found -> found == null
                        || (found.row() != null && !found.row().ref().equals(ref)));
    }

    /** The records that speak for a row: of one that is to be put the record it was made of, of one that may have to go all that it is linked to. */
    private List<ExternalId> records(Difference difference) {
        EntityRef ref = difference.row();
        List<ExternalId> records = new ArrayList<>();
        if (difference.what() != Difference.What.EXTRA) {
            records.addAll(now.externalIds(ref));
        }
        if (difference.what() != Difference.What.MISSING && namesRecords) {
            target.externalIds().list(ref).stream()
                    .filter(id -> table(id).isPresent() && !records.contains(id))
                    .forEach(records::add);
        }
        return records;
    }

    private Optional<SourceTable> table(ExternalId record) {
        return tables.stream()
                .filter(table -> table.system().equals(record.system()))
                .findFirst();
    }

    /** Those of the records that are at the source at this moment. */
    private Map<ExternalId, Exported> there(Iterable<List<ExternalId>> records) {
        Map<SourceTable, Set<String>> asked = new HashMap<>();
        for (List<ExternalId> each : records) {
            each.forEach(record -> table(record)
                    .ifPresent(table -> asked.computeIfAbsent(table, key -> new LinkedHashSet<>())
                            .add(record.value())));
        }
        Map<ExternalId, Exported> there = new HashMap<>();
        asked.forEach((table, ids) -> {
            List<String> all = List.copyOf(ids);
            for (int from = 0; from < all.size(); from += Migration.MAX_FOUND) {
                List<String> some = all.subList(from, Math.min(from + Migration.MAX_FOUND, all.size()));
                source.find(table, some)
                        .forEach(found -> there.put(ExternalId.of(table.system(), found.record()), found));
            }
        });
        return there;
    }

    /** Whether the row was made of records, as a thread is of messages, and they are gone. */
    private boolean isDerived(EntityRef ref) {
        if (before == null || before.find(ref).isEmpty()) {
            return false;
        }
        return ref.kind() == EntityKind.THREAD || ref.kind() == EntityKind.USER;
    }

    // ---- Deleting ----

    private static final Comparator<Difference> WHAT_HANGS_ON_OTHERS_FIRST = Comparator.comparing(
                    (Difference difference) -> difference.row().kind())
            .reversed();

    private void delete(List<Difference> extra) {
        List<EntityRef> left = extra.stream()
                .sorted(WHAT_HANGS_ON_OTHERS_FIRST)
                .map(Difference::row)
                .toList();
        // A memory goes after those that name it as their successor, so one pass may not do.
        for (int gone = -1; gone != 0; ) {
            List<EntityRef> refused = new ArrayList<>();
            gone = 0;
            for (EntityRef ref : left) {
                if (isEmpty(ref)) {
                    try {
                        gone += target.rows().delete(ref) ? 1 : 0;
                    } catch (Conflict e) {
                        refused.add(ref);
                    }
                }
            }
            deleted += gone;
            left = refused;
        }
    }

    /** Deleting a thread would delete its messages, and deleting a user everything: only what is empty goes. */
    private boolean isEmpty(EntityRef ref) {
        if (ref.kind() == EntityKind.THREAD) {
            return target.chat()
                    .list(ref.user(), ThreadId.of(ref.id()), PageRequest.first(1))
                    .items()
                    .isEmpty();
        }
        if (ref.kind() == EntityKind.USER) {
            for (EntityKind kind : EntityKind.values()) {
                if (kind != EntityKind.USER
                        && !target.rows()
                                .list(ref.user(), kind, PageRequest.first(1))
                                .items()
                                .isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    // ---- Putting ----

    private void change(Difference difference, List<StoredRow> wanted, Map<ExternalId, Exported> there) {
        EntityRef ref = difference.row();
        StoredRow row = now.find(ref).orElse(null);
        StoredRow stored = target.rows().find(ref).orElse(null);
        boolean names = difference.fields().stream().anyMatch(Reconciliation::isName);
        if (names && namesRecords) {
            unlink(ref, there);
        }
        if (row == null || difference.fields().stream().allMatch(Reconciliation::isName)) {
            return;
        }
        if (stored != null && stored.version() > row.version()) {
            newer++;
        } else {
            wanted.add(row);
        }
    }

    private static boolean isName(FieldDifference field) {
        return field.field().startsWith("externalId.");
    }

    /** Forgets the names of records that are gone. */
    private void unlink(EntityRef ref, Map<ExternalId, Exported> there) {
        for (ExternalId id : target.externalIds().list(ref)) {
            if (table(id).isPresent()
                    && !there.containsKey(id)
                    && !now.externalIds(ref).contains(id)
                    && target.externalIds().unlink(ref.user(), id)) {
                deleted++;
            }
        }
    }

    /** Threads after their messages, which may have made them; memories after their successors. */
    private void put(List<StoredRow> wanted, LongConsumer progress) {
        RowStore rows = target.rows();
        List<StoredRow> ordered = SuccessorOrder.of(wanted.stream()
                .sorted(Comparator.comparing((StoredRow row) -> row.ref().user())
                        .thenComparing(row -> row.ref().kind()))
                .toList());
        List<StoredRow> threads = new ArrayList<>();
        for (StoredRow row : ordered) {
            if (row.ref().kind() == EntityKind.THREAD) {
                threads.add(row);
            } else {
                put(rows, row);
                progress.accept(deleted + put);
            }
        }
        threads.forEach(row -> put(rows, row));
        progress.accept(deleted + put);
    }

    private void put(RowStore rows, StoredRow row) {
        try {
            rows.put(row.ref().user(), List.of(row));
            put++;
        } catch (Conflict e) {
            // It names a row that is not there yet, or is in the way of another; the next comparison finds it again.
            LOG.debug("{} was not put: {}", row.ref(), e.getMessage());
        }
    }

    private void link(List<Difference> differences) {
        if (!namesRecords) {
            return;
        }
        List<Link> links = new ArrayList<>();
        for (Difference difference : differences) {
            EntityRef ref = difference.row();
            if (difference.what() != Difference.What.EXTRA
                    && target.rows().find(ref).isPresent()) {
                List<ExternalId> stored = target.externalIds().list(ref);
                now.externalIds(ref).stream()
                        .filter(id -> !stored.contains(id))
                        .forEach(id -> links.add(new Link(ref, id)));
            }
        }
        long before = links.size();
        long[] refused = {0};
        sink.link(links, (row, reason) -> refused[0]++);
        put += before - refused[0];
    }
}

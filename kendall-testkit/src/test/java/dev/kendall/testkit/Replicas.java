package dev.kendall.testkit;

import dev.kendall.cutover.DualWriteStorage;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.json.DomainJson;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.StoredRow;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Two storages that have to hold the same. */
final class Replicas {
    private static final PageRequest FIRST = PageRequest.first(1_000);
    private static final int MOST_RUNS = 1_000;

    private Replicas() {}

    /** Settles all that is due. */
    static void drain(DualWriteStorage storage) {
        for (int i = 0; i < MOST_RUNS; i++) {
            if (storage.copier().runOnce().settled() == 0) {
                return;
            }
        }
        throw new AssertionError("there is always something to settle");
    }

    /** What one storage has and the other has not, or has otherwise. */
    static List<String> differences(ReplicaStorage left, ReplicaStorage right) {
        Map<EntityRef, String> a = rows(left);
        Map<EntityRef, String> b = rows(right);
        Set<EntityRef> refs = new TreeSet<>((x, y) ->
                (x.user() + "/" + x.kind() + "/" + x.id()).compareTo(y.user() + "/" + y.kind() + "/" + y.id()));
        refs.addAll(a.keySet());
        refs.addAll(b.keySet());
        List<String> differences = new ArrayList<>();
        for (EntityRef ref : refs) {
            if (!a.containsKey(ref)) {
                differences.add(ref + " is only on the right: " + b.get(ref));
            } else if (!b.containsKey(ref)) {
                differences.add(ref + " is only on the left: " + a.get(ref));
            } else if (!a.get(ref).equals(b.get(ref))) {
                differences.add(ref + " is " + a.get(ref) + " on the left and " + b.get(ref) + " on the right");
            }
        }
        return differences;
    }

    /** Every row of every user. */
    static Map<EntityRef, StoredRow> stored(ReplicaStorage storage) {
        Map<EntityRef, StoredRow> rows = new HashMap<>();
        for (User user : Page.each(FIRST, storage.users()::list)) {
            for (EntityKind kind : EntityKind.values()) {
                Page.each(FIRST, request -> storage.rows().list(user.id(), kind, request))
                        .forEach(row -> rows.put(row.ref(), row));
            }
        }
        return rows;
    }

    /** Every row of every user, with the ids that other systems know it by. */
    static Map<EntityRef, String> rows(ReplicaStorage storage) {
        Map<EntityRef, String> rows = new TreeMap<>((x, y) -> x.toString().compareTo(y.toString()));
        for (User user : Page.each(FIRST, storage.users()::list)) {
            for (EntityKind kind : EntityKind.values()) {
                UserId id = user.id();
                for (StoredRow row : Page.each(FIRST, request -> storage.rows().list(id, kind, request))) {
                    rows.put(
                            row.ref(),
                            DomainJson.write(row) + " " + storage.externalIds().list(row.ref()));
                }
            }
        }
        return rows;
    }
}

package dev.kendall.store.airtable;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.replica.StoredRow;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What this process wrote to a base a moment ago, to tell an answer that does not know of it yet. Airtable sometimes gives one; a row that is changed
 * on the base of it, or created a second time, would take an acknowledged write back. Thread-safe.
 */
final class LastWrites {
    /** How often an answer that is older than what was written is asked for again. After that it is what somebody else made of it. */
    static final int AGAIN = 3;

    private static final long KEPT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long GONE = 0;
    private static final int PURGED_AT = 1_000;

    /** The row's version, 1 where it has none, or that it is gone. */
    private record Written(long version, long until) {}

    private final Pacer pacer;
    private final Map<UserId, Map<EntityRef, Written>> byUser = new ConcurrentHashMap<>();

    private final OpenListings listings;

    LastWrites(Pacer pacer) {
        this.pacer = pacer;
        this.listings = new OpenListings(pacer);
    }

    /** What was read of a base before, as far as it is not older than what was written. */
    OpenListings listings() {
        return listings;
    }

    void stored(StoredRow row) {
        note(row.ref(), row.version());
    }

    void deleted(EntityRef ref) {
        note(ref, GONE);
    }

    void erased(UserId user) {
        byUser.remove(user);
        listings.erased(user);
        deleted(EntityRef.of(user));
    }

    private void note(EntityRef ref, long version) {
        listings.written(ref);
        long now = pacer.nanos();
        if (byUser.size() > PURGED_AT) {
            byUser.values().removeIf(rows -> rows.values().stream().allMatch(written -> now - written.until() >= 0));
        }
        byUser.compute(ref.user(), (user, known) -> {
            Map<EntityRef, Written> rows = new HashMap<>();
            if (known != null) {
                known.forEach((each, written) -> {
                    if (now - written.until() < 0) {
                        rows.put(each, written);
                    }
                });
            }
            rows.put(ref, new Written(version, now + KEPT_NANOS));
            return rows;
        });
    }

    /** Whether rows of a kind that were read are older than what was written of those that were asked for. */
    boolean isOlder(UserId user, EntityKind kind, Predicate<String> asked, Collection<LoadedRow> read) {
        Map<EntityRef, Written> written = byUser.get(user);
        if (written == null) {
            return false;
        }
        Map<EntityRef, Long> versions = new HashMap<>();
        read.forEach(row -> versions.put(row.row().ref(), row.row().version()));
        long now = pacer.nanos();
        return written.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind
                        && asked.test(entry.getKey().id()))
                .filter(entry -> now - entry.getValue().until() < 0)
                .anyMatch(entry -> {
                    Long seen = versions.get(entry.getKey());
                    long known = entry.getValue().version();
                    return known == GONE ? seen != null : seen == null || seen < known;
                });
    }
}

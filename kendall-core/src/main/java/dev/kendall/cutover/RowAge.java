package dev.kendall.cutover;

import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfContact;
import dev.kendall.replica.StoredRow.OfMemory;
import dev.kendall.replica.StoredRow.OfPattern;
import dev.kendall.replica.StoredRow.OfThread;
import dev.kendall.replica.StoredRow.OfUser;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a row was first stored, and which version it is: a thread that was deleted and begun again has a later beginning, and counts anew. A message
 * has neither, because it never changes but for the host's attributes.
 */
record RowAge(Instant created, long version) {
    /** Whether the first is surely newer than the second, which has the same reference. */
    static boolean isNewer(StoredRow first, StoredRow second) {
        RowAge a = of(first);
        RowAge b = of(second);
        if (a == null || b == null) {
            return false;
        }
        int created = a.created().compareTo(b.created());
        return created > 0 || created == 0 && a.version() > b.version();
    }

    private static @Nullable RowAge of(StoredRow row) {
        if (row instanceof OfUser of) {
            return new RowAge(of.user().created(), of.user().version());
        } else if (row instanceof OfThread of) {
            return new RowAge(of.thread().created(), of.thread().version());
        } else if (row instanceof OfContact of) {
            return new RowAge(of.contact().created(), of.contact().version());
        } else if (row instanceof OfPattern of) {
            return new RowAge(of.pattern().created(), of.pattern().version());
        } else if (row instanceof OfMemory of) {
            return new RowAge(of.memory().recordedAt(), of.memory().version());
        }
        return null;
    }
}

package dev.kendall.cutover;

import dev.kendall.entity.EntityKind;
import dev.kendall.replica.StoredRow;

/** Which of two states of a row is the newer one: a thread that was deleted and begun again has a later beginning, and counts anew. */
final class RowAge {
    private RowAge() {}

    /**
     * Whether the first is surely newer than the second, which has the same reference. Of messages that cannot be told: they never change but for
     * the host's attributes.
     */
    static boolean isNewer(StoredRow first, StoredRow second) {
        if (first.ref().kind() == EntityKind.MESSAGE) {
            return false;
        }
        int created = first.created().compareTo(second.created());
        return created > 0 || created == 0 && first.version() > second.version();
    }
}

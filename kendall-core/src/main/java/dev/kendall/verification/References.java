package dev.kendall.verification;

import dev.kendall.chat.MessageId;
import dev.kendall.entity.EntityRef;
import dev.kendall.memory.Memory;
import dev.kendall.pattern.Pattern;
import dev.kendall.replica.StoredRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks whether what a side's rows name is stored on that side. What was looked up lately is remembered. */
final class References {
    private static final int REMEMBERED = 10_000;

    private final DanglingReference.Side side;
    private final RowSource rows;
    private final Consumer<DanglingReference> onDangling;
    private final Map<EntityRef, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EntityRef, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    References(DanglingReference.Side side, RowSource rows, Consumer<DanglingReference> onDangling) {
        this.side = side;
        this.rows = rows;
        this.onDangling = onDangling;
    }

    void check(@Nullable StoredRow row) {
        if (row == null) {
            return;
        }
        known.put(row.ref(), true);
        if (row instanceof StoredRow.OfMessage of) {
            check(row, "thread", EntityRef.of(of.message().user(), of.message().thread()));
        } else if (row instanceof StoredRow.OfPattern of) {
            check(of);
        } else if (row instanceof StoredRow.OfMemory of) {
            check(of);
        }
    }

    private void check(StoredRow.OfPattern row) {
        Pattern pattern = row.pattern();
        if (pattern.contact() != null) {
            check(row, "contact", EntityRef.of(pattern.user(), pattern.contact()));
        }
        for (MessageId message : pattern.evidence()) {
            check(row, "evidence", EntityRef.of(pattern.user(), message));
        }
    }

    private void check(StoredRow.OfMemory row) {
        Memory memory = row.memory();
        if (memory.supersededBy() != null) {
            check(row, "supersededBy", EntityRef.of(memory.user(), memory.supersededBy()));
        }
        for (MessageId message : memory.sources()) {
            check(row, "sources", EntityRef.of(memory.user(), message));
        }
    }

    private void check(StoredRow row, String field, EntityRef target) {
        Boolean stored = known.get(target);
        if (stored == null) {
            stored = rows.find(target).isPresent();
            known.put(target, stored);
        }
        if (!stored) {
            onDangling.accept(new DanglingReference(side, row.ref(), field, target));
        }
    }
}

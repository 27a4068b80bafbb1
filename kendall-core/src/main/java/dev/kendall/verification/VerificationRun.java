package dev.kendall.verification;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.failure.Cancelled;
import dev.kendall.internal.CodePoints;
import dev.kendall.replica.StoredRow;
import dev.kendall.storage.Capability;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run: walks through both sides at once, in the order that both give. */
final class VerificationRun {
    private static final int PROGRESS_ROWS = 500;

    private final Verification verification;
    private final RowSource left;
    private final RowSource right;
    private final Set<EntityKind> kinds;
    private final Tally tally;
    private final CanonicalForm form;
    private final boolean externalIds;
    private final References leftReferences;
    private final References rightReferences;
    private long told;

    VerificationRun(Verification verification, Tally tally) {
        this.verification = verification;
        this.left = verification.left();
        this.right = verification.right();
        this.kinds = EnumSet.copyOf(verification.kinds());
        this.tally = tally;
        this.form = new CanonicalForm(verification.comparison(), bothHave(Capability.MEMORY_HISTORY));
        this.externalIds = bothHave(Capability.EXTERNAL_IDS);
        this.leftReferences = new References(DanglingReference.Side.LEFT, left, tally::dangles);
        this.rightReferences = new References(DanglingReference.Side.RIGHT, right, tally::dangles);
    }

    private boolean bothHave(Capability capability) {
        return left.capabilities().contains(capability) && right.capabilities().contains(capability);
    }

    VerificationReport run(@Nullable UserId from) {
        UserId through = from;
        long checkpointed = tally.rows();
        Ascending<UserId> leftUsers = new Ascending<>(left.users(), UserId::value, "users on the left");
        Ascending<UserId> rightUsers = new Ascending<>(right.users(), UserId::value, "users on the right");
        while (true) {
            UserId user = least(leftUsers.peek(), rightUsers.peek());
            if (user == null) {
                break;
            }
            leftUsers.pass(user.value());
            rightUsers.pass(user.value());
            if ((from == null || user.compareTo(from) > 0)
                    && verification.users().test(user)) {
                compare(user);
                through = user;
                if (tally.rows() - checkpointed >= verification.checkpointRows()) {
                    checkpointed = tally.rows();
                    verification.onCheckpoint().accept(tally.report(through, false));
                }
            }
        }
        verification.onProgress().accept(tally.rows());
        VerificationReport report = tally.report(through, true);
        verification.onCheckpoint().accept(report);
        return report;
    }

    private static @Nullable UserId least(@Nullable UserId a, @Nullable UserId b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) <= 0 ? a : b;
    }

    private void compare(UserId user) {
        int range = Tally.range(user);
        for (EntityKind kind : kinds) {
            Ascending<StoredRow> leftRows = rows(left, user, kind, "left");
            Ascending<StoredRow> rightRows = rows(right, user, kind, "right");
            while (leftRows.peek() != null || rightRows.peek() != null) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new Cancelled(
                            "the verification was interrupted after " + tally.rows() + " rows; go on from a checkpoint",
                            null);
                }
                String id = leastId(leftRows.peek(), rightRows.peek());
                compare(range, leftRows.pass(id), rightRows.pass(id));
                tell();
            }
        }
    }

    private static Ascending<StoredRow> rows(RowSource side, UserId user, EntityKind kind, String name) {
        return new Ascending<>(
                side.rows(user, kind), row -> row.ref().id(), kind + " rows of user " + user + " on the " + name);
    }

    private static String leastId(@Nullable StoredRow a, @Nullable StoredRow b) {
        if (a == null || b == null) {
            return Objects.requireNonNull(a == null ? b : a).ref().id();
        }
        return CodePoints.compare(a.ref().id(), b.ref().id()) <= 0
                ? a.ref().id()
                : b.ref().id();
    }

    private void tell() {
        if (tally.rows() - told >= PROGRESS_ROWS) {
            told = tally.rows();
            verification.onProgress().accept(told);
        }
    }

    private void compare(int range, @Nullable StoredRow leftRow, @Nullable StoredRow rightRow) {
        EntityRef ref =
                Objects.requireNonNull(leftRow == null ? rightRow : leftRow).ref();
        StoredRow l = leftRow;
        StoredRow r = rightRow;
        Tally.Sides sides = sides(l, r);
        for (int i = 0; i < verification.rereads() && !Objects.equals(sides.left(), sides.right()); i++) {
            l = left.find(ref).orElse(null);
            r = right.find(ref).orElse(null);
            sides = sides(l, r);
        }
        if (l == null && r == null) {
            return;
        }
        tally.count(ref.kind(), range, sides, difference(ref, sides));
        if (verification.areReferencesChecked()) {
            leftReferences.check(l);
            rightReferences.check(r);
        }
    }

    List<Difference> lookAgain(Set<EntityRef> refs) {
        Map<EntityRef, StoredRow> leftRows = byRef(left.find(refs));
        Map<EntityRef, StoredRow> rightRows = byRef(right.find(refs));
        List<Difference> differences = new ArrayList<>();
        for (EntityRef ref : refs) {
            Tally.Sides sides = sides(leftRows.get(ref), rightRows.get(ref));
            Difference difference = Objects.equals(sides.left(), sides.right()) ? null : difference(ref, sides);
            if (difference != null) {
                differences.add(difference);
            }
        }
        return differences;
    }

    private static Map<EntityRef, StoredRow> byRef(List<StoredRow> rows) {
        Map<EntityRef, StoredRow> byRef = new HashMap<>();
        rows.forEach(row -> byRef.put(row.ref(), row));
        return byRef;
    }

    private Tally.Sides sides(@Nullable StoredRow l, @Nullable StoredRow r) {
        return new Tally.Sides(canonical(left, l), canonical(right, r));
    }

    private @Nullable CanonicalRow canonical(RowSource side, @Nullable StoredRow row) {
        if (row == null) {
            return null;
        }
        List<ExternalId> ids = externalIds
                ? side.externalIds(row.ref()).stream()
                        .filter(id -> verification.externalSystems().test(id.system()))
                        .toList()
                : List.of();
        return form.of(row, ids);
    }

    private @Nullable Difference difference(EntityRef ref, Tally.Sides sides) {
        CanonicalRow l = sides.left();
        CanonicalRow r = sides.right();
        if (l == null || r == null) {
            return new Difference(ref, r == null ? Difference.What.MISSING : Difference.What.EXTRA, List.of(), null);
        }
        if (l.equals(r)) {
            return null;
        }
        Set<String> names = new TreeSet<>(l.fields().keySet());
        names.addAll(r.fields().keySet());
        List<FieldDifference> fields = new ArrayList<>();
        for (String name : names) {
            String a = l.fields().get(name);
            String b = r.fields().get(name);
            if (!Objects.equals(a, b)) {
                boolean told = verification.areValuesTold();
                fields.add(new FieldDifference(name, told ? a : null, told ? b : null));
            }
        }
        return new Difference(ref, Difference.What.CHANGED, fields, null);
    }

    /** Items that are looked at before they are taken, and that have to ascend: otherwise they cannot be found again on the other side. */
    private static final class Ascending<T> {
        private static final Comparator<String> ORDER = CodePoints::compare;

        private final Iterator<T> items;
        private final Function<T, String> key;
        private final String what;
        private @Nullable T ahead;
        private @Nullable String last;

        Ascending(Iterator<T> items, Function<T, String> key, String what) {
            this.items = items;
            this.key = key;
            this.what = what;
        }

        @Nullable
        T peek() {
            if (ahead == null && items.hasNext()) {
                T next = items.next();
                String id = key.apply(next);
                if (last != null && ORDER.compare(last, id) >= 0) {
                    throw new IllegalStateException(
                            what + " are not listed in ascending order: " + id + " comes after " + last);
                }
                last = id;
                ahead = next;
            }
            return ahead;
        }

        /** The item of this key, which is then behind; null when the next one is another. */
        @Nullable
        T pass(String id) {
            T next = peek();
            if (next == null || !key.apply(next).equals(id)) {
                return null;
            }
            ahead = null;
            return next;
        }
    }
}

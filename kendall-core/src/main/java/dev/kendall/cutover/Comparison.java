package dev.kendall.cutover;

import dev.kendall.cutover.Counters.Work;
import dev.kendall.cutover.Debts.Care;
import dev.kendall.cutover.Shadows.Comparing;
import dev.kendall.entity.EntityRef;
import dev.kendall.replica.ReplicaStorage.Errand;
import dev.kendall.replica.StoredRow;
import dev.kendall.user.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Repeats a read on the other side and compares the rows. Rows that differ are read again on both sides after a while, and counted only when
 * nothing of the user was on its way before, between and after the two readings: what is owed is no mismatch. What still differs is owed to the other side from then on, as
 * the authority has it; never the other way round. Thread-safe.
 */
final class Comparison implements Comparing {
    private static final String ROW = "row";

    private final Node node;
    private final Sides sides;

    Comparison(Node node) {
        this.node = node;
        this.sides = node.sides().during(Errand.COMPARING);
    }

    @Override
    public void compare(ShadowRead<?> read) {
        if (node.plans().current().killed()) {
            return;
        }
        Side other = read.home().other();
        Object answer = sides.call(other, Work.SHADOW, stores -> read.call().apply(stores));
        Set<EntityRef> differing =
                differing(AnsweredRows.of(read.answer()), AnsweredRows.of(Objects.requireNonNull(answer)));
        if (differing.isEmpty()) {
            node.counters().add(Counters.COMPARED, 1);
        } else {
            node.shadows().submitLater(node.options().grace(), () -> compareAgain(read, differing));
        }
    }

    private Set<EntityRef> differing(Map<EntityRef, StoredRow> left, Map<EntityRef, StoredRow> right) {
        Set<EntityRef> refs = new HashSet<>(left.keySet());
        refs.addAll(right.keySet());
        refs.removeIf(ref -> differences(Optional.ofNullable(left.get(ref)), Optional.ofNullable(right.get(ref)))
                .isEmpty());
        return refs;
    }

    private Set<String> differences(Optional<StoredRow> left, Optional<StoredRow> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return left.isEmpty() && right.isEmpty() ? Set.of() : Set.of(ROW);
        }
        SortedMap<String, String> a = node.options().normaliser().fields(left.get());
        SortedMap<String, String> b = node.options().normaliser().fields(right.get());
        Set<String> names = new TreeSet<>(a.keySet());
        names.addAll(b.keySet());
        names.removeIf(name -> Objects.equals(a.get(name), b.get(name)));
        return names;
    }

    private void compareAgain(ShadowRead<?> read, Set<EntityRef> refs) {
        UserId user = read.user();
        CutoverPlan plan = node.plans().current();
        if (plan.killed() || !isSettled(user, read.home(), plan)) {
            node.counters().add(Counters.UNSETTLED, 1);
            return;
        }
        // What was written before the authority is read is copied when nothing is owed after, and so before the other
        // side is read. What is written later shows when the authority is read once more.
        Map<EntityRef, Optional<StoredRow>> rows = new LinkedHashMap<>();
        refs.forEach(ref -> rows.put(ref, find(read.home(), ref)));
        if (!isSettled(user, read.home(), plan)) {
            node.counters().add(Counters.UNSETTLED, 1);
            return;
        }
        List<Mismatch> mismatches = new ArrayList<>();
        Set<Scope> scopes = new HashSet<>();
        for (Map.Entry<EntityRef, Optional<StoredRow>> each : rows.entrySet()) {
            EntityRef ref = each.getKey();
            Optional<StoredRow> row = each.getValue();
            Set<String> fields = differences(row, find(read.home().other(), ref));
            if (!fields.isEmpty() && !differences(row, find(read.home(), ref)).isEmpty()) {
                node.counters().add(Counters.UNSETTLED, 1);
                return;
            }
            fields.forEach(field -> mismatches.add(mismatch(plan, ref, field)));
            if (!fields.isEmpty()) {
                scopes.add(new Scope.Row(ref));
            }
        }
        if (!isSettled(user, read.home(), plan)) {
            node.counters().add(Counters.UNSETTLED, 1);
            return;
        }
        if (scopes.isEmpty()) {
            node.counters().add(Counters.COMPARED, 1);
        } else {
            report(user, mismatches, scopes);
        }
    }

    private boolean isSettled(UserId user, Side home, CutoverPlan plan) {
        return node.homes().of(user, plan) == home
                && node.store().debts().list(user).isEmpty();
    }

    private Optional<StoredRow> find(Side side, EntityRef ref) {
        return sides.measure(side, Work.SHADOW, () -> sides.at(side).rows().find(ref));
    }

    private void report(UserId user, List<Mismatch> mismatches, Set<Scope> scopes) {
        node.store().observations().report(mismatches);
        node.store().debts().owe(user, scopes, Care.HEALING);
        Map<String, Long> counts = new HashMap<>();
        counts.put(Counters.COMPARED, 1L);
        counts.put(Counters.MISMATCHED, 1L);
        mismatches.forEach(
                each -> counts.merge(Counters.FIELD + each.kind() + "." + shortened(each.field()), 1L, Long::sum));
        node.counters().addAll(counts);
        node.alarm().ring();
    }

    /** A host's own field is named by its place only: its name may be anything. */
    private static String shortened(String field) {
        int attributes = field.indexOf("attributes.");
        return attributes < 0 ? field : field.substring(0, attributes + "attributes".length());
    }

    private Mismatch mismatch(CutoverPlan plan, EntityRef ref, String field) {
        return new Mismatch(node.clock().instant(), ref.kind(), shortened(field), fingerprint(plan, ref));
    }

    private static String fingerprint(CutoverPlan plan, EntityRef ref) {
        try {
            String text = plan.salt() + "\n" + ref.user() + "\n" + ref.kind() + "\n" + ref.id();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package dev.kendall.testkit.airtable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * In which order a list comes. With a view, the order of insertion. Otherwise shuffled anew for every list, and never the order of
 * insertion; then sorted, so that ties are shuffled.
 */
final class RowOrder {
    private final Random random;

    RowOrder(long seed) {
        this.random = new Random(seed);
    }

    List<RowView> order(List<RowView> rows, ListQuery query) {
        List<RowView> ordered = new ArrayList<>(rows);
        if (query.view() != null) {
            ordered.sort(Comparator.comparingLong(view -> view.row().number()));
        } else {
            Collections.shuffle(ordered, random);
            if (isAsInserted(ordered)) {
                Collections.rotate(ordered, 1);
            }
        }
        return query.sorts().isEmpty() ? ordered : sorted(ordered, query.sorts());
    }

    private static boolean isAsInserted(List<RowView> rows) {
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i - 1).row().number() > rows.get(i).row().number()) {
                return false;
            }
        }
        return true;
    }

    private static List<RowView> sorted(List<RowView> rows, List<ListQuery.Sort> sorts) {
        List<Map.Entry<RowView, List<FormulaValue>>> keyed = new ArrayList<>(rows.size());
        for (RowView row : rows) {
            List<FormulaValue> keys =
                    sorts.stream().map(sort -> row.sortKey(sort.field())).toList();
            keyed.add(Map.entry(row, keys));
        }
        keyed.sort((one, other) -> compare(one.getValue(), other.getValue(), sorts));
        return keyed.stream().map(Map.Entry::getKey).toList();
    }

    private static int compare(List<FormulaValue> one, List<FormulaValue> other, List<ListQuery.Sort> sorts) {
        for (int i = 0; i < sorts.size(); i++) {
            int order = FormulaComparison.sorted(one.get(i), other.get(i));
            if (order != 0) {
                return sorts.get(i).descending() ? -order : order;
            }
        }
        return 0;
    }
}

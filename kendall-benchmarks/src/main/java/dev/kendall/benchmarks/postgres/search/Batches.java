package dev.kendall.benchmarks.postgres.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Rows in lists of some hundreds, as a bulk load hands them to a store. */
final class Batches {
    private static final int SIZE = 500;

    private Batches() {}

    static void of(Population population, Consumer<List<Row>> to) {
        List<Row> batch = new ArrayList<>(SIZE);
        population.forEachRow(row -> {
            batch.add(row);
            if (batch.size() == SIZE) {
                to.accept(List.copyOf(batch));
                batch.clear();
            }
        });
        if (!batch.isEmpty()) {
            to.accept(List.copyOf(batch));
        }
    }
}

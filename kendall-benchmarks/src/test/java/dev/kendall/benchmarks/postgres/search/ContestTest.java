package dev.kendall.benchmarks.postgres.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ContestTest {
    private static final Population POPULATION =
            new Population("all", List.of(new Population.Group(2, 60, true), new Population.Group(2, 20, true)));

    /** Answers rightly, but for what is done to the answer. */
    private record Answering(String name, UnaryOperator<List<UUID>> change, List<String> order)
            implements SearchedStore {
        @Override
        public void fill(Population population) {
            throw new AssertionError("a contest fills no store");
        }

        @Override
        public List<UUID> search(Question question) {
            order.add(name);
            return change.apply(List.copyOf(question.nearest()));
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private final List<String> order = new ArrayList<>();
    private final SearchedStore right = new Answering("right", found -> found, order);
    private final SearchedStore half = new Answering("half", found -> found.subList(0, 5), order);
    private final SearchedStore wrong = new Answering(
            "wrong", found -> found.stream().map(any -> UUID.randomUUID()).toList(), order);

    @Test
    void countsWhatWasRightAndWhatWasMissing() {
        List<SearchFigures> figures =
                new Contest(POPULATION, List.of(right, half, wrong), POPULATION.questions(8)).run(2, line -> {});

        assertThat(figures)
                .extracting(
                        SearchFigures::userRows,
                        SearchFigures::store,
                        SearchFigures::searches,
                        SearchFigures::recall,
                        SearchFigures::rows,
                        SearchFigures::fewest,
                        SearchFigures::tooFew)
                .containsExactly(
                        tuple(20, "right", 8, 1.0, 10.0, 10, 0.0),
                        tuple(20, "half", 8, 0.5, 5.0, 5, 1.0),
                        tuple(20, "wrong", 8, 0.0, 10.0, 10, 0.0),
                        tuple(60, "right", 8, 1.0, 10.0, 10, 0.0),
                        tuple(60, "half", 8, 0.5, 5.0, 5, 1.0),
                        tuple(60, "wrong", 8, 0.0, 10.0, 10, 0.0));
        assertThat(figures).filteredOn(row -> row.store().equals("right")).allSatisfy(row -> {
            assertThat(row.ratio()).isEqualTo(1);
            assertThat(row.p95()).isGreaterThanOrEqualTo(row.p50());
        });
    }

    @Test
    void eachRoundBeginsWithAnotherStore() {
        new Contest(POPULATION, List.of(right, half), POPULATION.questions(2)).run(2, line -> {});

        assertThat(order)
                .containsExactly(
                        "right", "right", "half", "half", "right", "half", "right", "half", "half", "right", "half",
                        "right");
    }
}

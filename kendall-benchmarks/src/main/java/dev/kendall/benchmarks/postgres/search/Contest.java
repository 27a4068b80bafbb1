package dev.kendall.benchmarks.postgres.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The same questions to several stores, one after the other in each round, and each round beginning with another store: what disturbs the
 * machine disturbs all of them. One thread. A first round, of ten seconds a store at most, warms up and counts for nothing.
 */
final class Contest {
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private final Population population;
    private final List<? extends SearchedStore> stores;
    private final Map<Integer, List<Question>> questions = new TreeMap<>();
    private final Map<Integer, List<Tally>> tallies = new TreeMap<>();

    /** Ratios are of the first store's times. */
    Contest(Population population, List<? extends SearchedStore> stores, List<Question> questions) {
        this.population = population;
        this.stores = List.copyOf(stores);
        questions.forEach(question -> this.questions
                .computeIfAbsent(question.userRows(), any -> new ArrayList<>())
                .add(question));
        this.questions
                .keySet()
                .forEach(rows -> tallies.put(
                        rows, this.stores.stream().map(any -> new Tally()).toList()));
    }

    /** Asks everything, and gives figures by the users' rows and in the order of the stores. */
    List<SearchFigures> run(int rounds, Consumer<String> progress) {
        warmUp(progress);
        for (int round = 0; round < rounds; round++) {
            progress.accept("round " + (round + 1) + " of " + rounds + ", " + population.name());
            for (Map.Entry<Integer, List<Question>> asked : questions.entrySet()) {
                for (int i = 0; i < stores.size(); i++) {
                    int store = (i + round) % stores.size();
                    ask(
                            stores.get(store),
                            asked.getValue(),
                            tallies.get(asked.getKey()).get(store));
                }
            }
        }
        return figures();
    }

    /** Until the store has been asked everything, or long enough. */
    private void warmUp(Consumer<String> progress) {
        for (SearchedStore store : stores) {
            progress.accept("warm up " + store.name() + ", " + population.name());
            long begin = System.nanoTime();
            for (List<Question> asked : questions.values()) {
                for (Question question : asked) {
                    if (System.nanoTime() - begin < WARM_UP.toNanos()) {
                        store.search(question);
                    }
                }
            }
        }
    }

    private static void ask(SearchedStore store, List<Question> questions, Tally tally) {
        tally.beginRound();
        for (Question question : questions) {
            long begin = System.nanoTime();
            List<UUID> found = store.search(question);
            tally.add(question, found, System.nanoTime() - begin);
        }
    }

    private List<SearchFigures> figures() {
        List<SearchFigures> result = new ArrayList<>();
        tallies.forEach((userRows, ofStores) -> {
            for (int i = 0; i < stores.size(); i++) {
                result.add(ofStores.get(i).figures(stores.get(i).name(), population, userRows, ofStores.get(0)));
            }
        });
        return result;
    }
}

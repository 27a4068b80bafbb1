package dev.kendall.storage.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.search.RankFusion.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopTest {
    private static final Comparator<Integer> ASCENDING = Comparator.naturalOrder();

    private static List<Candidate<Integer>> top(int limit, List<Candidate<Integer>> candidates) {
        Top<Integer> top = new Top<>(limit, ASCENDING);
        candidates.forEach(top::add);
        return top.ranked();
    }

    @Test
    void the_best_come_first_and_equal_ones_in_the_given_order() {
        List<Candidate<Integer>> candidates = List.of(
                new Candidate<>(3, 0.5), new Candidate<>(1, 0.5), new Candidate<>(9, 0.9), new Candidate<>(2, -1));
        assertThat(top(10, candidates)).extracting(Candidate::item).containsExactly(9, 1, 3, 2);
        assertThat(top(2, candidates)).extracting(Candidate::item).containsExactly(9, 1);
    }

    @Test
    void the_order_in_which_they_come_makes_no_difference() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            List<Candidate<Integer>> candidates = new ArrayList<>();
            for (int i = random.nextInt(50); i > 0; i--) {
                candidates.add(new Candidate<>(i, random.nextInt(5) / 4.0));
            }
            Collections.shuffle(candidates, random);
            int limit = 1 + random.nextInt(20);
            List<Integer> expected = candidates.stream()
                    .sorted(Comparator.<Candidate<Integer>>comparingDouble(Candidate::score)
                            .reversed()
                            .thenComparing(Candidate::item))
                    .limit(limit)
                    .map(Candidate::item)
                    .toList();
            assertThat(top(limit, candidates))
                    .as("seed %d", seed)
                    .extracting(Candidate::item)
                    .isEqualTo(expected);
        }
    }

    @Test
    void there_may_be_none() {
        assertThat(top(3, List.of())).isEmpty();
    }
}

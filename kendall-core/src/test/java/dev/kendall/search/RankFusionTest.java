package dev.kendall.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.search.Explanation.ArmRank;
import dev.kendall.search.RankFusion.Candidate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankFusionTest {
    private static final Comparator<String> BY_NAME = Comparator.naturalOrder();

    private static List<Candidate<String>> ranked(String... items) {
        return IntStream.range(0, items.length)
                .mapToObj(i -> new Candidate<>(items[i], 10.0 - i))
                .toList();
    }

    @Test
    void a_row_scores_the_sum_of_one_by_k_plus_its_ranks() {
        List<Hit<String>> hits = RankFusion.fuse(ranked("a", "b", "c"), ranked("c", "d"), BY_NAME, 10);

        assertThat(hits)
                .containsExactly(
                        hit("c", share(3) + share(1), new ArmRank(3, 8), new ArmRank(1, 10)),
                        hit("a", share(1), new ArmRank(1, 10), null),
                        hit("b", share(2), new ArmRank(2, 9), null),
                        hit("d", share(2), null, new ArmRank(2, 9)));
    }

    private static double share(int rank) {
        return 1.0 / (RankFusion.K + rank);
    }

    private static Hit<String> hit(String item, double score, ArmRank semantic, ArmRank keyword) {
        return new Hit<>(item, score, new Explanation(semantic, keyword, score));
    }

    @Test
    void being_found_twice_far_down_beats_being_found_once_at_the_top() {
        List<Hit<String>> hits = RankFusion.fuse(ranked("a", "b", "x"), ranked("c", "d", "x"), BY_NAME, 10);
        assertThat(hits).extracting(Hit::item).containsExactly("x", "a", "c", "b", "d");
        assertThat(hits.get(0).score()).isEqualTo(2 * share(3));
    }

    @Test
    void equal_scores_are_in_the_given_order_whichever_arm_found_them() {
        assertThat(RankFusion.fuse(ranked("b", "a"), ranked("a", "b"), BY_NAME, 10))
                .extracting(Hit::item)
                .containsExactly("a", "b");
        assertThat(RankFusion.fuse(ranked("b", "a"), ranked("a", "b"), BY_NAME.reversed(), 10))
                .extracting(Hit::item)
                .containsExactly("b", "a");
    }

    @Test
    void only_the_best_are_kept() {
        assertThat(RankFusion.fuse(ranked("a", "b", "c"), ranked("c"), BY_NAME, 2))
                .extracting(Hit::item)
                .containsExactly("c", "a");
        assertThat(RankFusion.fuse(List.<Candidate<String>>of(), List.of(), BY_NAME, 2))
                .isEmpty();
    }

    @Test
    void a_single_arm_keeps_its_order_and_scores() {
        assertThat(RankFusion.single(ranked("b", "a"), SearchMode.SEMANTIC))
                .containsExactly(
                        new Hit<>("b", 10, new Explanation(new ArmRank(1, 10), null, 0)),
                        new Hit<>("a", 9, new Explanation(new ArmRank(2, 9), null, 0)));
        assertThat(RankFusion.single(ranked("b"), SearchMode.KEYWORD))
                .containsExactly(new Hit<>("b", 10, new Explanation(null, new ArmRank(1, 10), 0)));
    }
}

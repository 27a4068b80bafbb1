package dev.kendall.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.kendall.search.Explanation.ArmRank;
import dev.kendall.search.RankFusion.Candidate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankFusionTest {
    private static List<Candidate<String>> ranked(String... items) {
        return IntStream.range(0, items.length)
                .mapToObj(i -> new Candidate<>(items[i], 10.0 - i))
                .toList();
    }

    @Test
    void a_rank_adds_one_by_k_plus_itself() {
        assertThat(RankFusion.share(new ArmRank(1, 0.9))).isEqualTo(1.0 / 11);
        assertThat(RankFusion.share(new ArmRank(30, 0.9))).isEqualTo(1.0 / 40);
        assertThat(RankFusion.share(null)).isZero();
    }

    @Test
    void candidates_have_ranks_by_their_place() {
        assertThat(RankFusion.ranks(ranked("b", "a")))
                .containsExactly(entry("b", new ArmRank(1, 10)), entry("a", new ArmRank(2, 9)));
    }

    @Test
    void a_single_arm_keeps_its_order_and_scores() {
        assertThat(RankFusion.single(ranked("b", "a"), SearchMode.SEMANTIC))
                .containsExactly(
                        new Hit<>("b", 10, new Explanation(new ArmRank(1, 10), null)),
                        new Hit<>("a", 9, new Explanation(new ArmRank(2, 9), null)));
        assertThat(RankFusion.single(ranked("b"), SearchMode.KEYWORD))
                .containsExactly(new Hit<>("b", 10, new Explanation(null, new ArmRank(1, 10))));
    }
}

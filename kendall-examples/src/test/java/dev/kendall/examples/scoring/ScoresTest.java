package dev.kendall.examples.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoresTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void scoresByHand() {
        // Relevant at the ranks 2, 7 and 15; a fourth is not found.
        List<String> ranked = ranking(20);
        ranked.set(1, "r1");
        ranked.set(6, "r2");
        ranked.set(14, "r3");
        Scores scores = Scores.of(ranked, Set.of("r1", "r2", "r3", "r4"));
        assertThat(scores.recall5()).isEqualTo(0.25);
        assertThat(scores.recall10()).isEqualTo(0.5);
        assertThat(scores.recall20()).isEqualTo(0.75);
        assertThat(scores.hit5()).isEqualTo(1);
        assertThat(scores.hit10()).isEqualTo(1);
        assertThat(scores.hit20()).isEqualTo(1);
        assertThat(scores.mrr()).isEqualTo(0.5);
        // The ideal has the four at the ranks 1 to 4.
        assertThat(scores.ndcg10())
                .isEqualTo((discount(2) + discount(7)) / (1 + discount(2) + discount(3) + discount(4)), EXACT);
    }

    @Test
    void theRanksOfWhatWasFoundAreEnough() {
        List<String> ranked = ranking(20);
        ranked.set(1, "r1");
        ranked.set(6, "r2");
        Set<String> relevant = Set.of("r1", "r2", "r3");
        assertThat(Scores.ranks(ranked, relevant)).containsExactly(2, 7);
        assertThat(Scores.of(List.of(2, 7), 3)).isEqualTo(Scores.of(ranked, relevant));
    }

    @Test
    void aMetricIsOneOfTheScores() {
        Scores scores = new Scores(.1, .2, .3, .4, .5, .6, .7, .8);
        assertThat(Arrays.stream(Metric.values()).map(metric -> metric.of(scores)))
                .containsExactly(.1, .2, .3, .4, .5, .6, .7, .8);
    }

    @Test
    void thePerfectRankingScoresOne() {
        Scores scores = Scores.of(List.of("a", "b", "x"), Set.of("a", "b"));
        assertThat(scores.recall5()).isEqualTo(1);
        assertThat(scores.ndcg10()).isEqualTo(1, EXACT);
        assertThat(scores.mrr()).isEqualTo(1);
    }

    @Test
    void theIdealOfManyRelevantIsTenOfThem() {
        List<String> ranked = ranking(12);
        assertThat(Scores.of(ranked, Set.copyOf(ranked)).ndcg10()).isEqualTo(1, EXACT);
        assertThat(Scores.of(ranked, Set.copyOf(ranked)).recall10()).isEqualTo(10 / 12.0, EXACT);
    }

    @Test
    void nothingFoundScoresZero() {
        assertThat(Scores.of(List.of(), Set.of("a"))).isEqualTo(new Scores(0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(Scores.of(List.of("x"), Set.of("a"))).isEqualTo(new Scores(0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void aHitBehindTheTenthCountsForRecall20AndMrrOnly() {
        List<String> ranked = ranking(20);
        ranked.set(10, "a");
        assertThat(Scores.of(ranked, Set.of("a"))).isEqualTo(new Scores(0, 0, 1, 0, 0, 1, 0, 1 / 11.0));
    }

    @Test
    void theMeanIsOverQuestionsNotOverEvidence() {
        Scores mean = Scores.mean(
                List.of(Scores.of(List.of("a"), Set.of("a")), Scores.of(List.of("x"), Set.of("a", "b", "c"))));
        assertThat(mean.recall10()).isEqualTo(0.5);
        assertThat(Scores.mean(List.of())).isEqualTo(new Scores(0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void withoutAnythingRelevantThereIsNoScore() {
        assertThatThrownBy(() -> Scores.of(List.of("a"), Set.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 1);
    }

    private static List<String> ranking(int size) {
        List<String> ranked = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ranked.add("x" + i);
        }
        return ranked;
    }
}

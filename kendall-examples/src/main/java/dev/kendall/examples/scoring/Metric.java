package dev.kendall.examples.scoring;

import java.util.function.ToDoubleFunction;

/** One of the {@link Scores}. */
public enum Metric {
    /** The share of the evidence among the first 5. */
    RECALL_5("R@5", Scores::recall5),
    /** The share of the evidence among the first 10. */
    RECALL_10("R@10", Scores::recall10),
    /** The share of the evidence among the first 20. */
    RECALL_20("R@20", Scores::recall20),
    /** Whether any evidence is among the first 5. */
    HIT_5("hit@5", Scores::hit5),
    /** Whether any evidence is among the first 10. */
    HIT_10("hit@10", Scores::hit10),
    /** Whether any evidence is among the first 20. */
    HIT_20("hit@20", Scores::hit20),
    /** Normalised discounted cumulative gain of the first 10. */
    NDCG_10("nDCG@10", Scores::ndcg10),
    /** 1 divided by the rank of the first evidence. */
    MRR("MRR", Scores::mrr);

    private final String label;
    private final ToDoubleFunction<Scores> score;

    Metric(String label, ToDoubleFunction<Scores> score) {
        this.label = label;
        this.score = score;
    }

    /** As it stands in tables and files: "R@10". */
    public String label() {
        return label;
    }

    /** Its value in some scores. */
    public double of(Scores scores) {
        return score.applyAsDouble(scores);
    }
}

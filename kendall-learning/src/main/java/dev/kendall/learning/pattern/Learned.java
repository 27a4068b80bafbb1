package dev.kendall.learning.pattern;

/** The attributes of patterns that were learned; those of a host keep their place beside them. */
public final class Learned {
    /** A text: the name of the extractor that found it. */
    public static final String BY = "learned.by";

    /** A text: the finding's key. */
    public static final String KEY = "learned.key";

    /** A text: what the user does, to stand behind "You usually": "call John". Where it is missing, the description says it. */
    public static final String DOES = "learned.does";

    /** A number: the occasions of the look-back that were kept. */
    public static final String KEPT = "learned.kept";

    /** A number: the occasions of the look-back that were missed. */
    public static final String MISSED = "learned.missed";

    /** A number: by how many powers of ten the data are more probable with the pattern than by chance. */
    public static final String EVIDENCE = "learned.evidence";

    private Learned() {}
}

package dev.kendall.learning.memory;

import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that one message says about one person. It is not known yet: {@link MemoryReconciliation} decides what becomes of it.
 *
 * @param subject whom it is about
 * @param facet which side of them
 * @param value what is so, or is not; at most {@value #MAX_VALUE} characters. Null only in a denial: whatever the value was
 * @param previous the value that the words put aside ("York, not Leeds"), or null
 * @param validFrom since when it is so in the world, or for a denial until when it was; null: not told
 * @param expiresAt when it is no longer worth recalling, or null: never
 */
public record Claim(
        Subject subject,
        Facet facet,
        @Nullable String value,
        @Nullable String previous,
        Polarity polarity,
        Kind kind,
        @Nullable Instant validFrom,
        @Nullable Instant expiresAt,
        Evidence evidence) {
    /** The longest value, in characters. */
    public static final int MAX_VALUE = 500;

    /** Whether it is said to be so. */
    public enum Polarity {
        /** It is so. */
        AFFIRMED,
        /** It is not so, or no longer. */
        DENIED
    }

    /** How it was said. */
    public enum Kind {
        /** In passing. */
        STATED,
        /** With the wish that it is remembered. */
        ASKED,
        /** To put right what was said before. */
        CORRECTED
    }

    /** Checks the fields. */
    public Claim {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(facet, "facet");
        Checks.filledOrNull("value", value, MAX_VALUE);
        Checks.filledOrNull("previous value", previous, MAX_VALUE);
        Objects.requireNonNull(polarity, "polarity");
        Objects.requireNonNull(kind, "kind");
        validFrom = Checks.timeOrNull("valid from", validFrom);
        expiresAt = Checks.timeOrNull("expires at", expiresAt);
        Objects.requireNonNull(evidence, "evidence");
        if (value == null && polarity == Polarity.AFFIRMED) {
            throw new IllegalArgumentException("a claim without a value can only be a denial");
        }
    }

    /** The user's facet has this value. */
    public static Claim stated(Facet facet, String value, Evidence evidence) {
        return new Claim(Subject.USER, facet, value, null, Polarity.AFFIRMED, Kind.STATED, null, null, evidence);
    }

    /**
     * The user's facet has not, or no longer, this value.
     *
     * @param value null: whatever it was
     */
    public static Claim denied(Facet facet, @Nullable String value, Evidence evidence) {
        return new Claim(Subject.USER, facet, value, null, Polarity.DENIED, Kind.STATED, null, null, evidence);
    }

    /** This claim about somebody else. */
    public Claim about(Subject subject) {
        return new Claim(subject, facet, value, previous, polarity, kind, validFrom, expiresAt, evidence);
    }

    /** This claim, said so. */
    public Claim as(Kind kind) {
        return new Claim(subject, facet, value, previous, polarity, kind, validFrom, expiresAt, evidence);
    }

    /** This claim, said to be or not to be so. */
    public Claim with(Polarity polarity) {
        return new Claim(subject, facet, value, previous, polarity, kind, validFrom, expiresAt, evidence);
    }

    /** This claim with another value, said elsewhere. */
    public Claim withValue(String value, Evidence evidence) {
        return new Claim(subject, facet, value, previous, polarity, kind, validFrom, expiresAt, evidence);
    }

    /** This claim, which puts the other value aside. */
    public Claim insteadOf(@Nullable String previous) {
        return new Claim(subject, facet, value, previous, polarity, kind, validFrom, expiresAt, evidence);
    }

    /** This claim, so since then. */
    public Claim since(@Nullable Instant validFrom) {
        return new Claim(subject, facet, value, previous, polarity, kind, validFrom, expiresAt, evidence);
    }

    /** This claim, worth recalling until then. */
    public Claim expiringAt(@Nullable Instant expiresAt) {
        return new Claim(subject, facet, value, previous, polarity, kind, validFrom, expiresAt, evidence);
    }

    /** Where it was said: what was said has no place in a log. */
    @Override
    public String toString() {
        return "Claim[" + polarity + ", " + kind + ", " + evidence + "]";
    }
}

package dev.kendall.verification;

import dev.kendall.entity.EntityKind;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What counts as the same when two rows are compared. Immutable.
 *
 * <p>Exactly the same is the rule. A side that cannot keep everything as it was given asks for less: each method of the builder gives up one
 * distinction, for both sides alike, and no other. What is given up is not noticed when it is lost.
 */
public final class Comparison {
    private static final Comparison EXACT = builder().build();

    private final ChronoUnit times;
    private final boolean richText;
    private final boolean lists;
    private final boolean blanks;
    private final Set<String> without;

    private Comparison(Builder builder) {
        this.times = builder.times;
        this.richText = builder.richText;
        this.lists = builder.lists;
        this.blanks = builder.blanks;
        this.without = Set.copyOf(builder.without);
    }

    /** Every field, exactly; times in microseconds. */
    public static Comparison exact() {
        return EXACT;
    }

    /** What a table of a spreadsheet-like store can keep: times in milliseconds, and all that the builder can give up but whole fields. */
    public static Comparison loose() {
        return builder().times(ChronoUnit.MILLIS).richText().lists().blanks().build();
    }

    /** A comparison that begins as {@link #exact}. */
    public static Builder builder() {
        return new Builder();
    }

    ChronoUnit times() {
        return times;
    }

    boolean isRichText() {
        return richText;
    }

    boolean areListsLoose() {
        return lists;
    }

    boolean areBlanksAbsent() {
        return blanks;
    }

    boolean isCompared(EntityKind kind, String field) {
        return without.isEmpty() || !without.contains(name(kind, field));
    }

    static String name(EntityKind kind, String field) {
        return kind.name().toLowerCase(Locale.ROOT) + "." + field;
    }

    /** Builds a {@link Comparison}. Not thread-safe. */
    public static final class Builder {
        private ChronoUnit times = ChronoUnit.MICROS;
        private boolean richText;
        private boolean lists;
        private boolean blanks;
        private final Set<String> without = new HashSet<>();

        private Builder() {}

        /** The precision that times are cut to: microseconds, milliseconds or seconds. Default: microseconds. */
        public Builder times(ChronoUnit precision) {
            if (precision != ChronoUnit.MICROS && precision != ChronoUnit.MILLIS && precision != ChronoUnit.SECONDS) {
                throw new IllegalArgumentException(
                        "times are compared in MICROS, MILLIS or SECONDS, not in " + precision);
            }
            this.times = precision;
            return this;
        }

        /** Long texts as a rich text field rewrites them: line ends, blanks at line ends and around, escapes, the sign of a bullet. */
        public Builder richText() {
            this.richText = true;
            return this;
        }

        /** Lists without their order and repeats; of attributes, also a list and a text with commas. */
        public Builder lists() {
            this.lists = true;
            return this;
        }

        /** An attribute that is blank, an empty list or false, and one that is not there. Of other fields that is always one. */
        public Builder blanks() {
            this.blanks = true;
            return this;
        }

        /** All but this field, by the name of the record's component, which one side cannot keep. */
        public Builder without(EntityKind kind, String field) {
            without.add(name(Objects.requireNonNull(kind, "kind"), Objects.requireNonNull(field, "field")));
            return this;
        }

        /** The comparison. */
        public Comparison build() {
            return new Comparison(this);
        }
    }
}

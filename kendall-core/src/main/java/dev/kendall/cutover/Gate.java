package dev.kendall.cutover;

import java.util.Objects;

/**
 * What has to hold before a stage begins, and whether it does.
 *
 * @param reason a sentence with the numbers, whether it is open or not
 */
public record Gate(Name name, boolean open, String reason) {
    /** What is asked. */
    public enum Name {
        /** Stages follow each other without a gap, and shares only grow. */
        ORDER,
        /** The side that follows is not left alone. */
        NOT_KILLED,
        /** The change before has taken effect, and nobody waits to be moved by it. */
        SETTLED,
        /** Few debts, and none of them old. */
        DEBTS,
        /** Nothing is owed to the new side, and nothing to the old one but what is just being written: what the end of a side asks for. */
        NOTHING_OWED,
        /** No debt was given up. */
        DEAD_LETTERS,
        /** Everything from before the double writes is on the other side, too. */
        BACKFILL,
        /** Both sides were compared as a whole, lately, and were equal. */
        VERIFIED,
        /** Enough reads were compared, and few differed. */
        MISMATCHES,
        /** Every part is written to both sides. */
        PARTS
    }

    /** Checks the fields. */
    public Gate {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(reason, "reason");
    }
}

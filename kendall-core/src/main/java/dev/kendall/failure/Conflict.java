package dev.kendall.failure;

/** Somebody else changed the same row first, or the change contradicts what is stored. Nothing was written. */
public final class Conflict extends KendallException {
    private static final long serialVersionUID = 1;
    private final boolean lostRace;

    /** A change that was made on an older version, or that contradicts what is stored; says which row, and what stands against it. */
    public Conflict(String message) {
        this(message, false);
    }

    private Conflict(String message, boolean lostRace) {
        super(message, null);
        this.lostRace = lostRace;
    }

    /** A change that was made on version {@code seen} of a row that is at another by now. */
    public static Conflict staleVersion(String row, long stored, long seen) {
        return new Conflict(row + " is at version " + stored + ", not " + seen + "; read it again and redo the change");
    }

    /** A transaction that met another one: the same work, run again as it is, may succeed. */
    public static Conflict lostRace(String message) {
        return new Conflict(message, true);
    }

    /** Whether the same work, run again as it is, may succeed. Otherwise it has to read again and decide anew. */
    public boolean isLostRace() {
        return lostRace;
    }

    @Override
    public Retry retry() {
        return Retry.REDO;
    }
}

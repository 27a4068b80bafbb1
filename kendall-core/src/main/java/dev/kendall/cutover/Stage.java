package dev.kendall.cutover;

import java.util.Optional;

/**
 * How far a user's move is. Stages follow each other in the order of their declaration.
 *
 * <table>
 * <caption>Who reads and who writes</caption>
 * <tr><th>stage</th><th>reads</th><th>writes, in order</th><th>authority</th></tr>
 * <tr><td>OFF</td><td>old</td><td>old</td><td>old</td></tr>
 * <tr><td>DUAL_WRITE</td><td>old</td><td>old, then new</td><td>old</td></tr>
 * <tr><td>SHADOW</td><td>both, returns old</td><td>old, then new</td><td>old</td></tr>
 * <tr><td>LIVE</td><td>both, returns new</td><td>new, then old</td><td>new</td></tr>
 * <tr><td>RAMP_DOWN</td><td>new</td><td>new, then old</td><td>new</td></tr>
 * <tr><td>COMPLETE</td><td>new</td><td>new</td><td>new</td></tr>
 * </table>
 */
public enum Stage {
    /** Only the old side. The new one is not touched, but for what it was still owed when users came back. */
    OFF(Side.OLD, false, false),
    /** The old side has the authority, and the new one follows. */
    DUAL_WRITE(Side.OLD, true, false),
    /** As {@link #DUAL_WRITE}, and reads are compared. */
    SHADOW(Side.OLD, true, true),
    /** The new side has the authority, the old one follows, and reads are compared. */
    LIVE(Side.NEW, true, true),
    /** As {@link #LIVE}, without the comparison: what is left of the old side is a way back. */
    RAMP_DOWN(Side.NEW, true, false),
    /** Only the new side. The old one still gets what it was owed when this began, and is not touched then. */
    COMPLETE(Side.NEW, false, false);

    private final Side authority;
    private final boolean copies;
    private final boolean compares;

    Stage(Side authority, boolean copies, boolean compares) {
        this.authority = authority;
        this.copies = copies;
        this.compares = compares;
    }

    /** The side that is written first and whose answers count. */
    public Side authority() {
        return authority;
    }

    /** Whether the other side follows the authority. */
    public boolean copies() {
        return copies;
    }

    /** Whether reads are repeated on the other side and compared. */
    public boolean compares() {
        return compares;
    }

    /** The stage after this one; empty after the last. */
    public Optional<Stage> next() {
        return at(ordinal() + 1);
    }

    /** The stage before this one; empty before the first. */
    public Optional<Stage> previous() {
        return at(ordinal() - 1);
    }

    private static Optional<Stage> at(int index) {
        return index < 0 || index >= values().length ? Optional.empty() : Optional.of(values()[index]);
    }
}

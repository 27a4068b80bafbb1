package dev.kendall.cutover;

/** One of the two storages of a cutover. */
public enum Side {
    /** The storage that is left. */
    OLD,
    /** The storage that is moved to. */
    NEW;

    /** The other one. */
    public Side other() {
        return this == OLD ? NEW : OLD;
    }
}

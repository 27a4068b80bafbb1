package dev.kendall.learning.memory;

/**
 * What taking back a run did.
 *
 * @param retracted memories that it had added and that no longer count
 * @param restored memories that it had superseded or closed and that count again
 * @param rewound memories whose content is as it was before
 * @param kept memories that others have changed since, or whose history no longer says how they were before, and that stay as they are
 */
public record UndoneRun(int retracted, int restored, int rewound, int kept) {
    /** How many memories changed. */
    public int total() {
        return retracted + restored + rewound;
    }
}

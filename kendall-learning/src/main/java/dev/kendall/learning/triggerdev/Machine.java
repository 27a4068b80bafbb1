package dev.kendall.learning.triggerdev;

/** The size of the machine that a run has on Trigger.dev. The thin task only waits for the callback: the smallest is enough for it. */
public enum Machine {
    MICRO("micro"),
    SMALL_1X("small-1x"),
    SMALL_2X("small-2x"),
    MEDIUM_1X("medium-1x"),
    MEDIUM_2X("medium-2x"),
    LARGE_1X("large-1x"),
    LARGE_2X("large-2x");

    private final String preset;

    Machine(String preset) {
        this.preset = preset;
    }

    /** What Trigger.dev calls it. */
    public String preset() {
        return preset;
    }
}

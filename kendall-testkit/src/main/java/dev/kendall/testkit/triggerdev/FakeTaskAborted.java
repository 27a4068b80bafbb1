package dev.kendall.testkit.triggerdev;

/** A task failed and is not to be tried again. */
public final class FakeTaskAborted extends Exception {
    private static final long serialVersionUID = 1;

    /** Says why. */
    public FakeTaskAborted(String message) {
        super(message);
    }
}

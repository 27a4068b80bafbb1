package dev.kendall.examples.plot;

import java.util.List;

/** One direction of a plot: where values stand along it, and at which of them there is a label. Immutable. */
public interface Axis {
    /** Where a value stands: 0 at the beginning, 1 at the end. */
    double share(double value);

    /**
     * Round values along the axis, ascending, no two with one label.
     *
     * @param most about how many there is room for, at least 1
     */
    List<Tick> ticks(int most);

    /**
     * A labelled value.
     *
     * @param label with its unit
     */
    record Tick(double value, String label) {}
}

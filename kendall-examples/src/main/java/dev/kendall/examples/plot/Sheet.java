package dev.kendall.examples.plot;

/** How much room a drawing has, in pixels. */
enum Sheet {
    /** The lines' names stand at their ends. */
    WIDE(820, 200, 190),
    /** For a telephone held upright: the lines' names stand below. */
    NARROW(328, 180, 14);

    private final int width;
    private final int bottom;
    private final int besides;

    Sheet(int width, int bottom, int besides) {
        this.width = width;
        this.bottom = bottom;
        this.besides = besides;
    }

    int width() {
        return width;
    }

    /** Where the lines' area begins, from above. */
    int top() {
        return 12;
    }

    /** Where it ends. */
    int bottom() {
        return bottom;
    }

    int right() {
        return width - besides;
    }

    boolean namesBelow() {
        return this == NARROW;
    }
}

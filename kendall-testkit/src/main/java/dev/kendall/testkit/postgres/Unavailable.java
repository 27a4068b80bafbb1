package dev.kendall.testkit.postgres;

import org.jspecify.annotations.Nullable;

/** Why one way to a server leads nowhere: half a sentence that goes behind "because" or a colon. */
final class Unavailable extends Exception {
    private static final long serialVersionUID = 1;

    Unavailable(String reason) {
        this(reason, null);
    }

    Unavailable(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    /** The half sentence. */
    String reason() {
        return String.valueOf(getMessage());
    }
}

package dev.kendall.cutover;

import java.util.Objects;

/**
 * A debt that was given up. It still holds its user where the data is.
 *
 * @param reason why it failed the last time, without anything that was said
 */
public record DeadLetter(Debt debt, String reason) {
    /** Checks the fields. */
    public DeadLetter {
        Objects.requireNonNull(debt, "debt");
        Objects.requireNonNull(reason, "reason");
    }
}

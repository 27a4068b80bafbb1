package dev.kendall.cutover;

import dev.kendall.entity.EntityRef;

/** The side that follows has something newer than the authority, as after a read that was answered out of the past. Never leaves this package. */
final class NewerThere extends RuntimeException {
    private static final long serialVersionUID = 1;

    NewerThere(EntityRef ref) {
        super(
                ref.kind() + " " + ref.id()
                        + " is newer on the side that follows; heal it where the authority is right",
                null,
                false,
                false);
    }
}

package dev.kendall.storage;

/**
 * The stores inside one transaction, which sees its own writes. Meant for the thread that runs the work, and only until the work ends:
 * later calls throw {@link IllegalStateException}. (TX-4)
 */
public interface Transaction extends Stores {
    /** What is told to others when, and only when, the transaction commits. */
    Outbox outbox();
}

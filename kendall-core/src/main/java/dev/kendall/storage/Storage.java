package dev.kendall.storage;

/**
 * One backend's whole set of stores. Thread-safe.
 *
 * <p>A store's method is atomic by itself unless it says otherwise. For several calls that belong together, see {@link
 * TransactionalStorage}.
 */
public interface Storage extends Stores, AutoCloseable {
    /** Releases what the storage holds. What was acknowledged stays stored. Closing again does nothing. */
    @Override
    void close();
}

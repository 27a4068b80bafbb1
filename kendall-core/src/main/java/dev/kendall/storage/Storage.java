package dev.kendall.storage;

import java.util.EnumSet;
import java.util.Set;

/**
 * One backend's whole set of stores. Thread-safe.
 *
 * <p>A store's method is atomic by itself unless it says otherwise. For several calls that belong together, see {@link
 * TransactionalStorage}.
 */
public interface Storage extends Stores, AutoCloseable {
    /**
     * What the storage can do. Calls for what is left out throw {@link dev.kendall.failure.StorageRefused}. Default: everything; transactions
     * and jobs only where it is a {@link TransactionalStorage}.
     */
    default Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.allOf(Capability.class);
        if (!(this instanceof TransactionalStorage)) {
            all.remove(Capability.TRANSACTIONS);
            all.remove(Capability.JOBS);
        }
        return all;
    }

    /** Releases what the storage holds. What was acknowledged stays stored. Closing again does nothing. */
    @Override
    void close();
}

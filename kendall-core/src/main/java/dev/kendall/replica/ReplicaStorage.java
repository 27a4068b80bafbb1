package dev.kendall.replica;

import dev.kendall.storage.Storage;

/** A storage that can be copied from and to. */
public interface ReplicaStorage extends Storage {
    /** Its rows. */
    RowStore rows();
}

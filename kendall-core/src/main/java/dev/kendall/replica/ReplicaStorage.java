package dev.kendall.replica;

import dev.kendall.storage.Storage;

/** A storage that can be copied from and to. */
public interface ReplicaStorage extends Storage {
    /** What is done while no caller waits for it. */
    enum Errand {
        /** Writing what another storage has, and reading it there. */
        COPYING,
        /** Reading what another storage's answer is compared with. */
        COMPARING
    }

    /** Its rows. */
    RowStore rows();

    /**
     * This storage for such work: the same rows, and open for as long as this one is. Where requests are limited, those of callers go first, then what
     * is copied, then what is compared. This storage itself where nothing is limited, which is the default.
     */
    default ReplicaStorage during(Errand errand) {
        return this;
    }
}

package dev.kendall.testkit;

import dev.kendall.id.IdGenerator;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Storage;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;

/**
 * How the contract gets at a backend. For a backend that can do everything a lambda is enough: {@code (clock, ids) ->
 * InMemoryStorage.builder().clock(clock).ids(ids).build()}.
 */
@FunctionalInterface
public interface StorageFixture {
    /** A storage that holds nothing, and takes all its times and new ids from here. The contract closes it. */
    Storage open(InstantSource clock, IdGenerator ids);

    /** What the backend can do; default: everything. What is left out here must be refused by the backend. */
    default Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    /**
     * Whether spaces and vectors are taken although the storage does not search by meaning now, as one over two storages does while the other one
     * of them is to search by them later. Then only searches by meaning must be refused. Default: no.
     */
    default boolean keepsVectorsUnsearched() {
        return false;
    }

    /** This fixture for a backend that can do these things and no others. */
    default StorageFixture with(Set<Capability> capabilities) {
        StorageFixture whole = this;
        return new StorageFixture() {
            @Override
            public Storage open(InstantSource clock, IdGenerator ids) {
                return whole.open(clock, ids);
            }

            @Override
            public Set<Capability> capabilities() {
                return capabilities;
            }
        };
    }
}

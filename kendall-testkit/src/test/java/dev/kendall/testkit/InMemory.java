package dev.kendall.testkit;

import dev.kendall.storage.inmemory.InMemoryStorage;

/** In-memory storage under test. */
final class InMemory {
    static final StorageFixture FIXTURE =
            (clock, ids) -> InMemoryStorage.builder().clock(clock).ids(ids).build();

    private InMemory() {}
}

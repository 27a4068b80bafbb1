package dev.kendall.examples.learn;

import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import java.time.InstantSource;

class BadInputInMemoryTest extends BadInputSuite {
    @Override
    protected TransactionalStorage open(InstantSource clock) {
        return InMemoryStorage.builder().clock(clock).build();
    }
}

package dev.kendall.benchmarks.shadow;

import dev.kendall.benchmarks.synthetic.SyntheticUser;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import java.time.InstantSource;
import java.util.List;

/** In-memory storage: a side that answers at once, so that everything is compared. */
final class InMemorySide implements OldSide {
    private final CopiedUser user;

    InMemorySide(CopiedUser user) {
        this.user = user;
    }

    @Override
    public String name() {
        return "in memory";
    }

    @Override
    public ReplicaStorage storage(String way) {
        InMemoryStorage storage = InMemoryStorage.builder()
                .clock(InstantSource.fixed(SyntheticUser.NOW))
                .build();
        user.copyTo(storage);
        return storage;
    }

    @Override
    public List<String> deaths() {
        return List.of();
    }

    @Override
    public void die() {}

    @Override
    public void close() {}
}

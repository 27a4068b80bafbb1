package dev.kendall.testkit;

class InMemoryConcurrencyTest extends ConcurrencyContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}

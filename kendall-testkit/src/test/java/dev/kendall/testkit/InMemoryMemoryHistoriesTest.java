package dev.kendall.testkit;

class InMemoryMemoryHistoriesTest extends MemoryHistoriesContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}

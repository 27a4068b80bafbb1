package dev.kendall.testkit;

class InMemoryPatternStoreTest extends PatternStoreContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}

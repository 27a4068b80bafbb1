package dev.kendall.testkit;

class InMemoryContextReaderTest extends ContextReaderContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}

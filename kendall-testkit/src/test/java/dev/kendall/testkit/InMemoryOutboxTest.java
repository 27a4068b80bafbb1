package dev.kendall.testkit;

class InMemoryOutboxTest extends OutboxContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}

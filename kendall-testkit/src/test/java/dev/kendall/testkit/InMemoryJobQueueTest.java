package dev.kendall.testkit;

class InMemoryJobQueueTest extends JobQueueContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}

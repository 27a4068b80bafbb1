package dev.kendall.testkit;

class InMemoryJobWorkerTest extends JobWorkerContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}

package dev.kendall.testkit;

class InMemoryIsolationTest extends IsolationContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}

package dev.kendall.testkit;

class InMemoryErasureTest extends ErasureContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}

package dev.kendall.testkit;

class InMemoryExternalIdStoreTest extends ExternalIdStoreContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}

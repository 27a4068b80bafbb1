package dev.kendall.testkit;

class InMemoryChatStoreTest extends ChatStoreContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}

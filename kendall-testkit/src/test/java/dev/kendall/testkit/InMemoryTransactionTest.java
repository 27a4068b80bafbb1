package dev.kendall.testkit;

class InMemoryTransactionTest extends TransactionContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}

package dev.kendall.testkit;

class InMemoryTurnTest extends TurnContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}

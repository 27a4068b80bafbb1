package dev.kendall.testkit;

import dev.kendall.testkit.differential.DifferentialContract;

class InMemoryDifferentialTest extends DifferentialContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}

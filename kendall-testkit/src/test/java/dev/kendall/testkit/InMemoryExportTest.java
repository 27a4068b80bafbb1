package dev.kendall.testkit;

class InMemoryExportTest extends ExportContract {
    @Override
    protected StorageFixture fixture() {
        return InMemory.FIXTURE;
    }
}

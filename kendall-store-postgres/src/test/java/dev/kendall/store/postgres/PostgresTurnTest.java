package dev.kendall.store.postgres;

import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.TurnContract;

class PostgresTurnTest extends TurnContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}

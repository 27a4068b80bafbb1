package dev.kendall.store.postgres;

import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.differential.DifferentialContract;
import org.junit.jupiter.api.Tag;

@Tag("once")
class PostgresDifferentialTest extends DifferentialContract {
    @Override
    protected StorageFixture fixture() {
        return PostgresFixture.INSTANCE;
    }
}

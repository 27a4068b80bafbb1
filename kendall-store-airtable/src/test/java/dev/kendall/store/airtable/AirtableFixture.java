package dev.kendall.store.airtable;

import dev.kendall.id.IdGenerator;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Storage;
import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.airtable.BaseSchema;
import dev.kendall.testkit.airtable.FakeAirtable;
import dev.kendall.testkit.airtable.FakeBase;
import dev.kendall.testkit.airtable.LegacyBase;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One fake server for all tests of a JVM, without limits; a new base for each test. */
final class AirtableFixture implements StorageFixture {
    static final AirtableFixture INSTANCE = new AirtableFixture();

    private static final AtomicInteger BASES = new AtomicInteger();

    private static final class Server {
        static final FakeAirtable AIRTABLE = FakeAirtable.start();
    }

    private AirtableFixture() {}

    static FakeAirtable server() {
        return Server.AIRTABLE;
    }

    /** A base with Kendall's fields. */
    static FakeBase base() {
        return base(new ExtendedBase(LegacyBase.schema()));
    }

    static FakeBase base(Consumer<BaseSchema> schema) {
        return server().base("appTest" + BASES.incrementAndGet(), schema).iteratorLifetime(Duration.ofSeconds(5));
    }

    static AirtableOptions.Builder options(FakeBase base) {
        return AirtableOptions.builder(base.id(), server()::token)
                .endpoint(URI.create(server().url()))
                .requestsPerSecond(10_000)
                .penalty(Duration.ofMillis(20))
                .deadline(Duration.ofSeconds(20));
    }

    @Override
    public Storage open(InstantSource clock, IdGenerator ids) {
        return AirtableStorage.builder(options(base()).build())
                .clock(clock)
                .ids(ids)
                .open();
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.KEYWORD_SEARCH);
    }
}

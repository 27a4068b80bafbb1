package dev.kendall.benchmarks.shadow;

import dev.kendall.replica.ReplicaStorage;
import dev.kendall.store.airtable.AirtableOptions;
import dev.kendall.store.airtable.AirtableSetup;
import dev.kendall.store.airtable.AirtableStorage;
import dev.kendall.testkit.airtable.FakeAirtable;
import dev.kendall.testkit.airtable.FakeBase;
import dev.kendall.testkit.airtable.Fault;
import dev.kendall.testkit.airtable.RateLimits;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A legacy base for each way, on a fake Airtable that limits and answers as the real one does, until some of them die. */
final class AirtableSide implements OldSide {
    private static final Duration LATENCY = Duration.ofMillis(200);
    private static final Duration NEVER = Duration.ofDays(1);

    private final CopiedUser user;
    private final List<FakeAirtable> living = new ArrayList<>();
    private final List<FakeAirtable> refusing = new ArrayList<>();
    private final List<FakeBase> hanging = new ArrayList<>();

    AirtableSide(CopiedUser user) {
        this.user = user;
    }

    @Override
    public String name() {
        return "Airtable, 200 ms a call";
    }

    @Override
    public List<String> deaths() {
        return List.of(REFUSING, HANGING);
    }

    @Override
    public ReplicaStorage storage(String way) {
        FakeAirtable airtable = FakeAirtable.start();
        FakeBase base = airtable.legacyBase("appOld");
        (way.equals(REFUSING) ? refusing : living).add(airtable);
        if (way.equals(HANGING)) {
            hanging.add(base);
        }
        AirtableOptions filling = options(airtable).requestsPerSecond(10_000).build();
        AirtableSetup.of(filling).create();
        try (AirtableStorage storage = AirtableStorage.builder(filling).open()) {
            user.copyTo(storage);
        }
        base.limits(RateLimits.real()).latency(LATENCY);
        return AirtableStorage.builder(options(airtable).build()).open();
    }

    private static AirtableOptions.Builder options(FakeAirtable airtable) {
        return AirtableOptions.builder("appOld", airtable::token).endpoint(URI.create(airtable.url()));
    }

    @Override
    public void die() {
        refusing.forEach(FakeAirtable::close);
        refusing.clear();
        hanging.forEach(base -> base.faults().always(Fault.delay(NEVER), request -> true));
    }

    @Override
    public void close() {
        living.forEach(FakeAirtable::close);
        refusing.forEach(FakeAirtable::close);
    }
}

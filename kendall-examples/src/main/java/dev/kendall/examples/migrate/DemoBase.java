package dev.kendall.examples.migrate;

import dev.kendall.testkit.airtable.FakeAirtable;
import dev.kendall.testkit.airtable.FakeBase;
import dev.kendall.testkit.airtable.LegacyBase;
import dev.kendall.testkit.airtable.RateLimits;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A made-up legacy base on a server in this process, which limits requests as Airtable does. */
final class DemoBase implements AutoCloseable {
    private static final String ID = "appDemo";
    private static final int REQUESTS_PER_SECOND = 25;

    private final FakeAirtable airtable;

    private DemoBase(FakeAirtable airtable) {
        this.airtable = airtable;
    }

    static DemoBase start(InstantSource clock, PrintWriter out) {
        FakeAirtable airtable = FakeAirtable.start(1);
        FakeBase base = airtable.base(ID, LegacyBase.schema());
        Instant now = clock.instant();
        LegacyRecords records = new LegacyRecords(base, 1, now.minus(Duration.ofDays(400)));
        records.fill(60, 3_000);
        base.clock(clock);
        base.limits(RateLimits.real().withPerSecond(REQUESTS_PER_SECOND + 5));
        out.println("A made-up Airtable base with " + records.count()
                + " records, among them each flaw that migrations stumble over, on a server in this process that lets "
                + (REQUESTS_PER_SECOND + 5) + " requests a second in.");
        out.flush();
        return new DemoBase(airtable);
    }

    void use(BaseOptions options) {
        options.use(airtable.url(), ID, airtable.token(), REQUESTS_PER_SECOND);
    }

    @Override
    public void close() {
        airtable.close();
    }
}

package dev.kendall.examples.rehearse;

import dev.kendall.examples.migrate.LegacyRecords;
import dev.kendall.store.airtable.AirtableOptions;
import dev.kendall.store.airtable.RejectedRecord;
import dev.kendall.testkit.airtable.FakeAirtable;
import dev.kendall.testkit.airtable.FakeBase;
import dev.kendall.testkit.airtable.LegacyBase;
import dev.kendall.testkit.airtable.RateLimits;
import dev.kendall.user.UserId;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A made-up legacy base on a server in this process, as slow as Airtable and with its limit, and the users in it. */
final class RehearsalBase implements AutoCloseable {
    private static final String ID = "appRehearsal";
    private static final int RECORDS_OF_A_USER = 50;
    private static final Duration LATENCY = Duration.ofMillis(200);

    private final FakeAirtable airtable;
    private final FakeBase base;
    private final List<UserId> users;
    private final int requestsPerSecond;
    private final PrintWriter out;
    private final Set<RejectedRecord> told = ConcurrentHashMap.newKeySet();

    private RehearsalBase(
            FakeAirtable airtable, FakeBase base, List<UserId> users, int requestsPerSecond, PrintWriter out) {
        this.airtable = airtable;
        this.base = base;
        this.users = users;
        this.requestsPerSecond = requestsPerSecond;
        this.out = out;
    }

    /** A base of so many users, of whom each has a history, that lets so many requests a second in, at least 3. */
    static RehearsalBase start(int users, int requestsPerSecond, PrintWriter out) {
        FakeAirtable airtable = FakeAirtable.start(1);
        FakeBase base = airtable.base(ID, LegacyBase.schema());
        InstantSource clock = InstantSource.system();
        LegacyRecords records = new LegacyRecords(base, 1, clock.instant().minus(Duration.ofDays(400)));
        records.fill(users, users * RECORDS_OF_A_USER);
        base.clock(clock);
        base.limits(RateLimits.real().withPerSecond(requestsPerSecond));
        base.latency(LATENCY);
        List<UserId> ids = records.users().stream().map(UserId::of).toList();
        return new RehearsalBase(airtable, base, ids, requestsPerSecond, out);
    }

    /** The users, by the ids of their records. */
    List<UserId> users() {
        return users;
    }

    /** How many requests a second the application sends. */
    int ownRequests() {
        return requestsPerSecond - 1 - othersRequests();
    }

    /** How many requests a second are left for others. What two processes send apart may arrive together, so that one is spared. */
    int othersRequests() {
        return Math.max(1, (requestsPerSecond - 1) / 3);
    }

    /** How the application opens it. */
    AirtableOptions options() {
        return AirtableOptions.builder(base.id(), airtable::token)
                .endpoint(URI.create(airtable.url()))
                .requestsPerSecond(ownRequests())
                .onRejected(this::tell)
                .build();
    }

    /** The base has flaws, which are met again with every reading. */
    private void tell(RejectedRecord rejected) {
        if (told.add(rejected)) {
            out.println("Left out of what is read from Airtable, and left as it is there: " + rejected);
            out.flush();
        }
    }

    /** What a shell that uses it has to be told. */
    List<String> exports() {
        return List.of(
                "export AIRTABLE_URL=" + airtable.url(),
                "export AIRTABLE_BASE=" + base.id(),
                "export AIRTABLE_TOKEN=" + airtable.token());
    }

    @Override
    public void close() {
        airtable.close();
    }
}

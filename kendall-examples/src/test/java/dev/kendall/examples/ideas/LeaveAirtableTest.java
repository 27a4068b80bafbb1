package dev.kendall.examples.ideas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.Kendall;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.cutover.BackfillProgress;
import dev.kendall.cutover.Cutover;
import dev.kendall.cutover.Cutover.Force;
import dev.kendall.cutover.CutoverOptions;
import dev.kendall.cutover.CutoverStatus;
import dev.kendall.cutover.DualWriteStorage;
import dev.kendall.cutover.GateOptions;
import dev.kendall.cutover.Stage;
import dev.kendall.cutover.Verified;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Stores;
import dev.kendall.store.airtable.AirtableOptions;
import dev.kendall.store.airtable.AirtableStorage;
import dev.kendall.store.airtable.Lane;
import dev.kendall.store.postgres.PostgresCutoverStore;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.testkit.airtable.FakeAirtable;
import dev.kendall.testkit.airtable.FakeBase;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.thread.ThreadId;
import dev.kendall.turn.TokenBudget;
import dev.kendall.turn.Turn;
import dev.kendall.user.UserId;
import dev.kendall.verification.Comparison;
import dev.kendall.verification.Verification;
import dev.kendall.verification.VerificationReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The whole way from a base to PostgreSQL, with the application talking at every stage of it. */
class LeaveAirtableTest {
    private static final ThreadId THREAD = ThreadId.of("thread_1700000000000_abc");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final CutoverOptions QUICK = CutoverOptions.builder()
            .planRefresh(Duration.ofMillis(100))
            .planMaxAge(Duration.ofMillis(300))
            .poll(Duration.ofMillis(20))
            .sampling(1)
            .grace(Duration.ofMillis(50))
            .build();
    private static final GateOptions GATES = GateOptions.builder()
            .changeDelay(Duration.ofMillis(500))
            .minSamples(1)
            .build();

    private final PostgresDatabase database = PostgresServer.shared().freshDatabase();

    @Test
    void theApplicationTalksOnWhileItsDataMoves() {
        try (FakeAirtable airtable = FakeAirtable.start()) {
            FakeBase base = airtable.legacyBase("appLegacy");
            String record = base.insert("Users", Map.of("fullName", "Anna", "timeZone", "Europe/Berlin"));
            base.insert(
                    "Chat Messages",
                    Map.of(
                            "recordId",
                            List.of(record),
                            "threadId",
                            THREAD.value(),
                            "message",
                            "I moved to Leeds.",
                            "role",
                            "user",
                            "messageType",
                            "text",
                            "createdAt",
                            "2024-05-01T10:00:00.250Z"));
            AirtableOptions options = AirtableOptions.builder(base.id(), airtable::token)
                    .endpoint(URI.create(airtable.url()))
                    .requestsPerSecond(1_000)
                    .build();
            StringWriter out = new StringWriter();
            LeaveAirtable.prepare(options, new PrintWriter(out, true));
            assertThat(out.toString()).isEmpty();

            DualWriteStorage storage = LeaveAirtable.open(options, database.dataSource(), QUICK);
            LeaveAirtable.serve(storage, kendall -> move(kendall, UserId.of(record), options));
        }
    }

    private void move(Kendall kendall, UserId user, AirtableOptions options) {
        try (PostgresStorage postgres = PostgresStorage.open(database.dataSource());
                AirtableStorage airtable = AirtableStorage.builder(options).open()) {
            PostgresCutoverStore store = PostgresCutoverStore.find(postgres).orElseThrow();
            Cutover cutover = new Cutover(store, GATES);
            talk(kendall, user, "off");
            advance(cutover, Stage.DUAL_WRITE);
            talk(kendall, user, "dual write");
            assertThat(cutover.advance(Force.NEVER).done())
                    .as("without a backfill")
                    .isFalse();
            cutover.backfill();
            await(cutover, status -> {
                BackfillProgress backfill = status.backfill();
                return backfill != null && backfill.done() && status.debts().total() == 0;
            });
            advance(cutover, Stage.SHADOW);
            talk(kendall, user, "shadow");
            await(cutover, status -> isCompared(status, kendall, user));
            assertThat(cutover.advance(Force.NEVER).done()).as("unverified").isFalse();
            verify(cutover, airtable, postgres);
            advance(cutover, Stage.LIVE);
            long copied = airtable.traffic().get(Lane.OUTBOX).requests();
            talk(kendall, user, "live");
            await(cutover, status -> isCompared(status, kendall, user));
            // Nobody waits for Airtable any more: what goes there lets callers go first.
            assertThat(airtable.traffic().get(Lane.OUTBOX).requests()).isGreaterThan(copied);
            advance(cutover, Stage.RAMP_DOWN);
            talk(kendall, user, "ramp down");
            await(cutover, status -> status.debts().total() == 0);
            verify(cutover, airtable, postgres);
            advance(cutover, Stage.COMPLETE);
            await(cutover, status -> status.plan().former().isEmpty());
            talk(kendall, user, "complete");

            assertThat(texts(postgres, user))
                    .containsExactly(
                            "I moved to Leeds.", "off", "dual write", "shadow", "live", "ramp down", "complete");
            assertThat(texts(airtable, user)).endsWith("ramp down");
        }
    }

    /** Reads are compared while nothing is owed. */
    private static boolean isCompared(CutoverStatus status, Kendall kendall, UserId user) {
        texts(kendall.storage(), user);
        return status.compared() > 0 && status.debts().total() == 0;
    }

    private static List<String> texts(Stores storage, UserId user) {
        List<Message> newest = storage.chat()
                .list(user, MessageFilter.in(THREAD), PageRequest.first(50))
                .items();
        return newest.stream()
                .sorted(Message.CHRONOLOGICAL)
                .map(Message::text)
                .filter(text -> !text.startsWith("Yes"))
                .toList();
    }

    /** What was said before is in the context, at every stage; and what is said is read at once. */
    private static void talk(Kendall kendall, UserId user, String text) {
        Turn turn = kendall.turn(user, THREAD, text);
        assertThat(turn.prompt(TokenBudget.of(4_000)).messages().toString()).contains("I moved to Leeds.");
        turn.complete("Yes, " + text + ".");
        assertThat(texts(kendall.storage(), user)).endsWith(text);
    }

    private static void advance(Cutover cutover, Stage to) {
        var decision = cutover.advance(Force.NEVER);
        assertThat(decision.done()).as("%s: %s", to, decision.shut()).isTrue();
        await(
                cutover,
                status -> status.plan().isEffective(Instant.now())
                        && status.debts().waiting() == 0);
        assertThat(cutover.status().plan().stages().everyone()).isEqualTo(to);
    }

    private static void verify(Cutover cutover, AirtableStorage airtable, PostgresStorage postgres) {
        Instant begun = Instant.now();
        VerificationReport report = Verification.of(airtable, postgres)
                .comparison(Comparison.loose())
                .build()
                .run();
        assertThat(report.differences()).isEmpty();
        cutover.verified(new Verified(begun, 1, report.differing()));
    }

    private static void await(Cutover cutover, Predicate<CutoverStatus> reached) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.test(cutover.status())) {
            assertThat(System.nanoTime()).as("%s", cutover.status()).isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void thePageShowsWhatRuns() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/kendall/examples/ideas/LeaveAirtable.java"));
        List<String> regions = OnPostgresTest.found(source, "// region [a-z ]+\n(.*?)\\s*// endregion");
        List<String> shown =
                OnPostgresTest.found(Files.readString(Path.of("../docs/leaving-airtable.md")), "```java\n(.*?)```");
        assertThat(regions).hasSize(3).isEqualTo(shown);
    }
}

package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.Intent;
import dev.kendall.cutover.Journal.Writer;
import dev.kendall.cutover.Scope;
import dev.kendall.cutover.Side;
import dev.kendall.cutover.Stage;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.failure.KendallException;
import dev.kendall.page.PageRequest;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a cutover's store acknowledged is there after its server was killed, and a row that a transaction stored is owed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CutoverCrashTest {
    private static final ThreadId HOME = ThreadId.of("home");
    private static final int WRITERS = 3;

    private final Set<Scope> owed = ConcurrentHashMap.newKeySet();
    private final Set<Scope> announced = ConcurrentHashMap.newKeySet();
    private final AtomicInteger writes = new AtomicInteger();

    @Test
    void nothing_that_was_acknowledged_is_lost_when_the_server_is_killed() throws Exception {
        try (PostgresServer server = PostgresServer.start(dev.kendall.testkit.postgres.PostgresOptions.builder()
                        .crashable()
                        .build());
                HikariDataSource pool = PostgresFixture.pool(server.freshDatabase(), 6);
                PostgresStorage storage =
                        PostgresStorage.builder(pool).migrate().open()) {
            PostgresCutoverStore store = PostgresCutoverStore.open(storage, CutoverPlan.first(Stage.LIVE, "salt"));
            for (int kill = 0; kill < 3; kill++) {
                int until = writes.get() + 60;
                List<CompletableFuture<Void>> writers = IntStream.range(0, WRITERS)
                        .mapToObj(n -> CompletableFuture.runAsync(() -> write(storage, store, n, until)))
                        .toList();
                while (writes.get() < until - 30) {
                    LockSupport.parkNanos(200_000);
                }
                server.kill();
                server.restart();
                for (CompletableFuture<Void> writer : writers) {
                    writer.get(2, TimeUnit.MINUTES);
                }
            }
            assertThat(owed).hasSizeGreaterThan(10);
            assertThat(announced).hasSizeGreaterThan(10);
            check(storage, store);
        }
    }

    /** By turns: announced and left, announced and confirmed, and a message whose transaction marks it. */
    private void write(PostgresStorage storage, PostgresCutoverStore store, int writer, int until) {
        UserId user = UserId.of("u" + writer);
        for (int i = writes.incrementAndGet(); i < until; i = writes.incrementAndGet()) {
            Scope scope = new Scope.Row(EntityRef.of(user, ThreadId.of("t" + i)));
            try {
                if (i % 3 == 0) {
                    store.journal().begin(user, Set.of(scope), 1);
                    announced.add(scope);
                } else if (i % 3 == 1) {
                    Intent intent =
                            store.journal().begin(user, Set.of(scope), 1).orElseThrow();
                    announced.add(scope);
                    store.journal().confirm(intent, Set.of(scope));
                    owed.add(scope);
                } else {
                    Scope row = storage.inTransaction(tx -> {
                        Message message = tx.chat().append(user, HOME, NewMessage.user("hello " + user));
                        Scope said = new Scope.Row(EntityRef.of(user, message.id()));
                        assertThat(store.journal().mark(tx, Set.of(said), new Writer(user, Side.NEW, 1)))
                                .isTrue();
                        return said;
                    });
                    owed.add(row);
                }
            } catch (KendallException e) {
                // Nobody knows whether it was carried out; what was acknowledged before counts.
            }
        }
    }

    private void check(PostgresStorage storage, PostgresCutoverStore store) {
        Set<Scope> listed = new HashSet<>();
        Set<Scope> stored = new HashSet<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            UserId user = UserId.of("u" + writer);
            listed.addAll(store.debts().list(user));
            storage.chat().list(user, MessageFilter.all(), PageRequest.first(1_000)).items().stream()
                    .map(message -> new Scope.Row(EntityRef.of(user, message.id())))
                    .forEach(stored::add);
        }
        assertThat(listed).containsAll(owed).containsAll(announced).containsAll(stored);
        Set<Scope> messages = new HashSet<>(listed);
        messages.removeIf(
                scope -> !(scope instanceof Scope.Row row) || row.ref().kind() != EntityKind.MESSAGE);
        assertThat(stored).as("what is owed of messages is stored").containsAll(messages);
        store.debts().sweep(Duration.ofNanos(-1_000));
        assertThat(store.debts().status().announced()).isZero();
        assertThat(store.debts().status().total()).isEqualTo(listed.size());
    }
}

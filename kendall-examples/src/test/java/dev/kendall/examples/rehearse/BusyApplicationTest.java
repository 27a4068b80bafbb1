package dev.kendall.examples.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.Kendall;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.examples.rehearse.BusyApplication.Pace;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusyApplicationTest {
    private static final UserId ANNA = UserId.of("anna");

    private final StringWriter out = new StringWriter();

    @Test
    void aTurnThatFailsIsCountedAndNamed() {
        TurnCount count = new TurnCount(new PrintWriter(out));
        count.done(Duration.ofMillis(1_500).toNanos());
        count.failed(ANNA, new StorageUnavailable("the base is at its quota", Duration.ofSeconds(1), null));
        assertThat(count.line()).isEqualTo("1 turns, 1 failed, 1.50 s each");
        assertThat(out.toString()).isEqualTo("A turn of user anna failed: The base is at its quota.\n");
    }

    @Test
    void anAcknowledgedMessageThatIsGoneIsMissed() {
        try (InMemoryStorage storage = InMemoryStorage.create()) {
            Acknowledged acknowledged = new Acknowledged();
            var stored = storage.chat()
                    .append(ANNA, ThreadId.of("t"), List.of(NewMessage.user("One"), NewMessage.user("Two")));
            stored.forEach(acknowledged::add);
            assertThat(acknowledged.missing(storage.chat())).isEmpty();
            storage.chat().delete(ANNA, stored.get(0).id());
            assertThat(acknowledged.missing(storage.chat()))
                    .containsExactly(stored.get(0).id());
            assertThat(acknowledged.count()).isEqualTo(2);
        }
    }

    @Test
    void itEndsAfterItsTime() {
        try (InMemoryStorage storage = InMemoryStorage.create();
                Ending never = Ending.byInterrupt()) {
            BusyApplication application = new BusyApplication(
                    List.of(ANNA, UserId.of("ben")),
                    new Pace(6_000, Duration.ofMillis(300), never),
                    TestClock.at("2026-03-02T12:00:00Z"),
                    new PrintWriter(out));
            application.accept(Kendall.open(storage));
            assertThat(application.isComplete()).isTrue();
            assertThat(out.toString()).containsPattern("There were [1-9][0-9]* turns, 0 failed");
            assertThat(storage.chat()
                            .list(ANNA, MessageFilter.all(), PageRequest.first(10))
                            .items())
                    .isNotEmpty();
        }
    }

    @Test
    void theEndOfTheInputAsksForTheEnd() {
        try (Ending ending = Ending.byInterruptOrEndOf(InputStream.nullInputStream())) {
            assertThat(ending.await(Duration.ofMinutes(1))).isTrue();
        }
    }
}

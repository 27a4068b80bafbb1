package dev.kendall.examples.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.Kendall;
import dev.kendall.chat.NewMessage;
import dev.kendall.job.JobFilter;
import dev.kendall.learning.LearningLoop;
import dev.kendall.learning.LearningOptions;
import dev.kendall.page.PageRequest;
import dev.kendall.store.postgres.PostgresStorage;
import dev.kendall.testkit.postgres.PostgresServer;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A user for whom somebody writes without a pause is in the way of nobody whose turns wait behind. */
class BusyUserOnPostgresTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final ThreadId HOME = ThreadId.of("home");
    private static final int OTHERS = 150;

    @Test
    @Timeout(120)
    void others_turns_are_handed_over() throws InterruptedException {
        try (PostgresStorage storage = PostgresStorage.builder(
                                PostgresServer.shared().freshDatabase().jdbcUrlWithPassword())
                        .migrate()
                        .open();
                Kendall kendall = Kendall.builder(storage).open();
                LearningLoop loop = LearningLoop.of(kendall, LearningOptions.defaults())) {
            for (int i = 0; i < OTHERS; i++) {
                if (i == 20) {
                    kendall.turn(ANNA, HOME, "I work as a nurse.").complete("I see.");
                }
                kendall.turn(UserId.of("user" + i), HOME, "I work as a baker.").complete("I see.");
            }
            AtomicBoolean ended = new AtomicBoolean();
            CountDownLatch begun = new CountDownLatch(1);
            Thread writer = new Thread(() -> {
                while (!ended.get()) {
                    storage.chat().append(ANNA, HOME, NewMessage.user("Anything new?"));
                    begun.countDown();
                }
            });
            writer.start();
            try {
                begun.await();
                loop.runOnce();
                JobFilter lastOfAll = JobFilter.all().withUser(UserId.of("user" + (OTHERS - 1)));
                assertThat(storage.jobs().list(lastOfAll, PageRequest.first(10)).items())
                        .as("the thread's and the patterns'")
                        .hasSize(2);
                assertThat(loop.report().turns()).isBetween((long) OTHERS, OTHERS + 1L);
            } finally {
                ended.set(true);
                writer.join();
            }
            loop.runOnce();
            assertThat(loop.report().turns()).isEqualTo(OTHERS + 1L);
        }
    }
}

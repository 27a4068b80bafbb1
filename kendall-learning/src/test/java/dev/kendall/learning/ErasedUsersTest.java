package dev.kendall.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.NewMessage;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.thread.ThreadStore;
import dev.kendall.user.UserStore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user who is erased between being listed and being asked for stays erased. */
class ErasedUsersTest extends LoopFixture {
    @BeforeEach
    void say() {
        storage.chat().append(ANNA, HOME, NewMessage.user("I work as a nurse."));
        storage.chat().append(BEN, HOME, NewMessage.user("I work as a baker."));
    }

    /** Anna is erased as soon as users were listed. */
    private TransactionalStorage erasingAfterUsers() {
        return instead(
                TransactionalStorage.class,
                storage,
                "users",
                none -> instead(UserStore.class, storage.users(), "list", arguments -> {
                    Page<?> page = storage.users().list((PageRequest) arguments[0]);
                    storage.erase(ANNA);
                    return page;
                }));
    }

    /** Anna is erased as soon as her threads were listed. */
    private TransactionalStorage erasingAfterThreads() {
        return instead(
                TransactionalStorage.class,
                storage,
                "threads",
                none -> instead(ThreadStore.class, storage.threads(), "list", arguments -> {
                    Page<?> page = storage.threads().list(ANNA, (PageRequest) arguments[1]);
                    storage.erase(ANNA);
                    return page;
                }));
    }

    @Test
    void by_the_nights_round() {
        try (LearningLoop loop = loopOn(erasingAfterUsers())) {
            loop.runOnce();
            clock.set(Instant.parse("2026-03-03T03:00:01Z"));
            loop.runOnce();
            assertThat(storage.users().find(ANNA)).isEmpty();
            assertThat(jobs(CleanUp.NAME))
                    .singleElement()
                    .satisfies(job -> assertThat(job.user()).isEqualTo(BEN));
        }
    }

    @Test
    void by_catching_up() {
        try (LearningLoop loop = loopOn(erasingAfterUsers())) {
            assertThat(loop.catchUp()).isEqualTo(1);
            clock.advance(Duration.ofMinutes(1));
            loop.runOnce();
            assertThat(storage.users().find(ANNA)).isEmpty();
            assertThat(facts(BEN)).containsExactly("job = baker");
        }
    }

    @Test
    void by_catching_up_with_a_thread_of_theirs() {
        storage.erase(BEN);
        try (LearningLoop loop = loopOn(erasingAfterThreads())) {
            loop.catchUp();
            loop.runOnce();
            assertThat(storage.users().find(ANNA)).isEmpty();
        }
    }
}

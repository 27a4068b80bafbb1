package dev.kendall.learning;

import dev.kendall.chat.MessageFilter;
import dev.kendall.job.JobRequest;
import dev.kendall.job.worker.JobContext;
import dev.kendall.job.worker.JobHandler;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a user's threads that were not learned from, some at a time: the job that asks for the next waits behind those that it asked for. So of users
 * with very many threads only a few jobs are in the queue, and none of them is in the way of other users.
 */
final class CatchUp implements JobHandler {
    static final String NAME = "learning.catch_up";

    /** How many threads are looked at in one job. */
    static final int THREADS = 50;

    private final TransactionalStorage storage;
    private final LearningOptions options;

    CatchUp(TransactionalStorage storage, LearningOptions options) {
        this.storage = storage;
        this.options = options;
    }

    /** For all threads of the user. */
    static JobRequest of(UserId user) {
        return JobRequest.of(NAME).withUser(user).withKey(NAME).withConcurrencyKey(Handover.ONE_AT_A_TIME);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public @Nullable String run(JobContext context) {
        UserId user = Objects.requireNonNull(context.job().user(), "user");
        String payload = context.job().payload();
        PageRequest first = PageRequest.first(THREADS);
        PageRequest request = payload.isEmpty() ? first : first.after(new Cursor(payload));
        Page<ChatThread> page = storage.threads().list(user, request);
        List<ThreadId> unread = page.items().stream()
                .map(ChatThread::id)
                .filter(thread -> isUnread(user, thread))
                .toList();
        context.complete(tx -> {
            unread.forEach(thread -> tx.jobs().enqueue(Handover.thread(user, thread)));
            if (page.next() != null) {
                tx.jobs().enqueue(of(user).withPayload(page.next().token()));
            }
            return unread.size() + " threads";
        });
        return null;
    }

    /** Whether the newest message of the thread that is not dated in the future was not learned from. */
    boolean isUnread(UserId user, ThreadId thread) {
        Instant end = UnreadMessages.end(options.clock().instant());
        MessageFilter filter = MessageFilter.in(thread).between(null, end);
        return storage.chat().list(user, filter, PageRequest.first(1)).items().stream()
                .anyMatch(newest -> storage.inTransaction(tx -> Watermark.find(tx.state(), user, thread))
                        .map(learned -> learned.isBefore(newest))
                        .orElse(true));
    }
}

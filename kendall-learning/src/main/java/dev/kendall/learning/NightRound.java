package dev.kendall.learning;

import dev.kendall.failure.Conflict;
import dev.kendall.job.CronSchedule;
import dev.kendall.job.JobFilter;
import dev.kendall.job.JobQueue;
import dev.kendall.job.JobRequest;
import dev.kendall.job.worker.JobContext;
import dev.kendall.job.worker.JobHandler;
import dev.kendall.job.worker.RecurringJob;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round once an hour: asks for the patterns and the cleaning up of every user for whom it is the night's hour, by the user's own clock, and removes
 * jobs of learning that were finished long ago. Where the clock skips the hour, the user's turn is the next night.
 */
final class NightRound implements JobHandler {
    static final String NAME = "learning.night";

    /** Learning's own. */
    private static final List<String> HANDLERS =
            List.of(LearnThread.NAME, LearnPatterns.NAME, CleanUp.NAME, NightRound.NAME);

    private static final Logger LOG = LoggerFactory.getLogger(NightRound.class);
    private static final PageRequest PAGE = PageRequest.first(PageRequest.MAX_LIMIT);

    private final TransactionalStorage storage;
    private final LearningOptions options;

    NightRound(TransactionalStorage storage, LearningOptions options) {
        this.storage = storage;
        this.options = options;
    }

    /** Once an hour, whatever the zone: some zones are a quarter of an hour off. */
    static RecurringJob hourly() {
        return new RecurringJob(NAME, CronSchedule.of("0 * * * *", ZoneOffset.UTC), JobRequest.of(NAME));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration timeout() {
        return Duration.ofHours(1);
    }

    @Override
    public String run(JobContext context) {
        Instant now = options.clock().instant();
        long asked = 0;
        for (User user : Page.each(PAGE, page -> storage.users().list(page))) {
            context.checkStopped();
            if (now.atZone(user.profile().zone()).getHour() == options.nightHour()) {
                asked += ask(user.id()) ? 1 : 0;
            }
        }
        long removed = removeFinished(context, now.minus(options.jobRetention()));
        return asked + " users, " + removed + " old jobs removed";
    }

    /** Removes what learning itself has asked for; other jobs on the queue are the host's. In pieces, as there may be very many. */
    private long removeFinished(JobContext context, Instant before) {
        long removed = 0;
        for (String handler : HANDLERS) {
            JobFilter finished = JobFilter.all().withHandler(handler);
            long piece = JobQueue.MAX_REMOVED;
            while (piece == JobQueue.MAX_REMOVED) {
                context.checkStopped();
                piece = storage.jobs().removeFinished(finished, before, JobQueue.MAX_REMOVED);
                removed += piece;
            }
        }
        return removed;
    }

    private boolean ask(UserId user) {
        try {
            return PresentUser.write(storage, user, tx -> {
                tx.jobs().enqueue(Handover.patterns(user));
                tx.jobs().enqueue(CleanUp.of(user));
            });
        } catch (Conflict e) {
            LOG.warn("user {} is written for all the time; the night's work is done another night", user);
            return false;
        }
    }
}

package dev.kendall.learning;

import dev.kendall.failure.Conflict;
import dev.kendall.job.CronSchedule;
import dev.kendall.job.Job;
import dev.kendall.job.JobFilter;
import dev.kendall.job.JobQueue;
import dev.kendall.job.JobRequest;
import dev.kendall.job.JobRun;
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
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round once an hour: asks for the patterns and the cleaning up of every user for whom it is the night's hour, by the user's own clock; counts what
 * happened on the last days, and removes jobs of learning that were finished long ago. A round that comes late makes up for the hours since its time.
 * Where the clock skips the hour, the user's turn is the next night. The jobs of one night are spread over an hour, each user's always at the same
 * minute, so that a zone's users do not come all at once.
 */
final class NightRound implements JobHandler {
    static final String NAME = "learning.night";

    /** Under this the latest night is kept for which a user's jobs were asked for. */
    private static final String LAST_NIGHT = "learning/night";

    /** Over so long the jobs of one night are spread. */
    private static final Duration SPREAD = Duration.ofHours(1);

    private static final Duration ONE_DAY = Duration.ofDays(1);

    /** Learning's own. */
    private static final List<String> HANDLERS =
            List.of(LearnThread.NAME, LearnPatterns.NAME, CatchUp.NAME, CleanUp.NAME, NightRound.NAME);

    private static final Logger LOG = LoggerFactory.getLogger(NightRound.class);
    private static final PageRequest PAGE = PageRequest.first(PageRequest.MAX_LIMIT);

    /** How many days are counted anew: nights in which no loop ran are made up for, and turns that were handed over late are counted. */
    private static final int DAYS_AGAIN = 7;

    private final TransactionalStorage storage;
    private final LearningOptions options;
    private final Tally tally;

    NightRound(TransactionalStorage storage, LearningOptions options, Tally tally) {
        this.storage = storage;
        this.options = options;
        this.tally = tally;
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
        Instant first = first(context.job(), now);
        long asked = 0;
        for (User user : Page.each(PAGE, page -> storage.users().list(page))) {
            context.checkStopped();
            Night night = night(user.profile().zone(), first, now);
            if (night != null && ask(user.id(), night, now)) {
                asked++;
            }
        }
        Night today = night(options.dayZone(), first, now);
        if (today != null) {
            countDays(today.day(), context);
        }
        long removed = removeFinished(context, now.minus(options.jobRetention()));
        tally.removedJobs(removed);
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

    /** The first hour that this round is for: that of its time, however late it is, but none of a day ago. */
    private static Instant first(Job round, Instant now) {
        Instant due = round.dueAt();
        for (JobRun earlier : round.runs()) {
            due = earlier.startedAt().isBefore(due) ? earlier.startedAt() : due;
        }
        Instant oldest = now.minus(ONE_DAY).plusNanos(1);
        return (due.isBefore(oldest) ? oldest : due).truncatedTo(ChronoUnit.HOURS);
    }

    /** A night of the user's calendar, and the round in which its hour began. */
    private record Night(LocalDate day, Instant hour) {}

    /** The night whose hour began between the two times in this zone, or null: none did. */
    private @Nullable Night night(ZoneId zone, Instant first, Instant last) {
        Night night = null;
        for (Instant hour = first; !hour.isAfter(last); hour = hour.plus(1, ChronoUnit.HOURS)) {
            ZonedDateTime local = hour.atZone(zone);
            night = local.getHour() == options.nightHour() ? new Night(local.toLocalDate(), hour) : night;
        }
        return night;
    }

    /** Asks for the user's night, once: rounds may overlap, and one that was cut off begins anew. */
    private boolean ask(UserId user, Night night, Instant now) {
        AtomicBoolean asked = new AtomicBoolean();
        Instant begin =
                now.isBefore(night.hour().plus(SPREAD)) ? night.hour() : now; // late for a whole hour: from now on
        Instant due = begin.plus(place(user));
        String day = night.day().toString();
        try {
            PresentUser.write(storage, user, tx -> {
                asked.set(!tx.state().find(user, LAST_NIGHT).equals(Optional.of(day)));
                if (asked.get()) {
                    tx.state().put(user, LAST_NIGHT, day);
                    tx.jobs().enqueue(Handover.patterns(user).withDueAt(due));
                    tx.jobs().enqueue(CleanUp.of(user).withDueAt(due));
                }
            });
            return asked.get();
        } catch (Conflict e) {
            LOG.warn("user {} is written for all the time; the night's work is done another night", user);
            return false;
        }
    }

    /** Where in the hour a user's night is: always the same, and as good as random over users whose ids are alike. */
    static Duration place(UserId user) {
        int mixed = user.value().hashCode() * 0x9E3779B9; // Knuth's multiplicative hash: ids in a row are far apart
        return Duration.ofSeconds(Math.floorMod(mixed >>> 8, SPREAD.toSeconds()));
    }

    private void countDays(LocalDate today, JobContext context) {
        DailyAnalytics analytics = DailyAnalytics.of(storage, options);
        for (int back = DAYS_AGAIN; back >= 1; back--) {
            context.checkStopped();
            analytics.run(today.minusDays(back));
        }
    }
}

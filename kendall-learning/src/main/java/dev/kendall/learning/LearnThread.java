package dev.kendall.learning;

import dev.kendall.chat.Message;
import dev.kendall.contact.Contact;
import dev.kendall.failure.KendallException;
import dev.kendall.job.worker.JobContext;
import dev.kendall.job.worker.JobHandler;
import dev.kendall.job.worker.RetryPolicy;
import dev.kendall.learning.extraction.ExtractionReport;
import dev.kendall.learning.extraction.ExtractorOutcome;
import dev.kendall.learning.extraction.ModelTokens;
import dev.kendall.learning.extraction.UserNames;
import dev.kendall.learning.memory.AppliedDecisions;
import dev.kendall.learning.memory.Claim;
import dev.kendall.learning.memory.GuardedExtraction;
import dev.kendall.learning.memory.Judgement;
import dev.kendall.learning.memory.KnownMemories;
import dev.kendall.learning.memory.MemoryApplication;
import dev.kendall.learning.memory.MemoryReconciliation;
import dev.kendall.learning.memory.MemoryWindow;
import dev.kendall.learning.memory.RunId;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns memories from what was said in a thread since the last time. What is learned and how far it has come are stored together, so that a try that is
 * cut off repeats nothing and loses nothing.
 *
 * <p>Where an extractor failed, what the others found is kept, the rest of the thread is read by those that need no model, and another job tries again
 * later, as a model may be away for an hour; what was learned is not learned twice. At the last of the {@link Tries} the messages that failed are read one
 * by one, and the extractor is passed over for those on which it still fails. A message whose claims cannot be stored is then passed over as well, so that
 * it is in the way of no other.
 *
 * <p>Where an extractor hangs and heeds no interrupt, its messages wait for it for as long as {@link Hanging} says. Then the others go on without it, and
 * what it has {@link Missed} is read again when it can be asked: in another process, or when it has ended after all.
 */
final class LearnThread implements JobHandler {
    static final String NAME = "learning.thread";

    /** Under this name a failure to decide about claims, or to store what was decided, is counted. */
    static final String RECONCILIATION = "reconciliation";

    /** A job leaves what is left after so long to another, so that no thread is too long and other users have their turn. */
    static final Duration AT_ONCE = Duration.ofMinutes(5);

    /** For a storage that fails and nodes that die; of failing extractors {@link Tries} are kept. */
    private static final RetryPolicy RETRIES = new RetryPolicy(10, Duration.ofSeconds(10), Duration.ofMinutes(30));

    /** How often it is looked whether an extractor still hangs, of whose messages some were missed. */
    private static final Duration MISSED = Duration.ofHours(1);

    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(LearnThread.class);

    private static final int MAX_CONTACTS = 10_000;

    private final TransactionalStorage storage;
    private final LearningOptions options;
    private final GuardedExtraction ruled;
    private final GuardedExtraction modelled;
    private final Hanging hanging;
    private final Judging judging;
    private final Tally tally;

    LearnThread(TransactionalStorage storage, LearningOptions options, Executor threads, Tally tally) {
        this.storage = storage;
        this.options = options;
        this.modelled = new GuardedExtraction(
                Stream.concat(options.memoryExtractors().stream(), options.modelExtractors().stream())
                        .toList(),
                options.limits(),
                threads);
        this.ruled = modelled.first(options.memoryExtractors().size());
        this.hanging = new Hanging(modelled);
        this.judging = new Judging(storage, options, threads, tally);
        this.tally = tally;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RetryPolicy retries() {
        return RETRIES;
    }

    /** Enough for the window that is begun last. */
    @Override
    public Duration timeout() {
        int extractors =
                options.memoryExtractors().size() + options.modelExtractors().size();
        Duration timeout = AT_ONCE.multipliedBy(2).plus(options.limits().time().multipliedBy(extractors));
        return timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
    }

    /** Whose thread, and what is known of the user. */
    private record Reader(UserId user, ThreadId thread, Profile profile, List<Contact> contacts, UserNames names) {
        MemoryWindow window(UnreadMessages unread) {
            return new MemoryWindow(user, profile.zone(), unread.before(), unread.messages(), contacts, names.names());
        }
    }

    /** One try of a job. */
    private record Attempt(JobContext context, Reader reader, Instant pause) {}

    @Override
    public @Nullable String run(JobContext context) {
        Reader reader = reader(
                Objects.requireNonNull(context.job().user(), "user"),
                ThreadId.of(Objects.requireNonNull(context.job().key(), "thread")));
        Attempt attempt = new Attempt(context, reader, now().plus(AT_ONCE));
        long learned = 0;
        Standing standing = begin(attempt);
        ThreadReading reading = reading(reader);
        UnreadMessages unread = reading.unread(standing.learned());
        while (!unread.isEmpty() && !standing.waits(now())) {
            if (now().isAfter(attempt.pause())) {
                return goOn(attempt, now(), learned + " messages, and more are left");
            }
            context.checkStopped();
            UnreadMessages window = standing.window(unread, options.batch());
            Standing next = learn(attempt, standing, window);
            if (window.end().equals(next.learned())) {
                learned += window.messages().size();
                unread = unread.after(window.messages().size());
            } else if (!next.waits(now())) {
                unread = UnreadMessages.NONE; // Somebody has put the mark back: what is read has to be read again.
            }
            standing = next;
            if (unread.isEmpty()) {
                reading = reading(reader);
                unread = reading.unread(standing.learned());
            }
        }
        Tries tries = standing.tries();
        return unread.isEmpty() || tries == null
                ? end(attempt, reading, standing, learned + " messages")
                : readAhead(attempt, standing, tries.next());
    }

    private Instant now() {
        return options.clock().instant();
    }

    private Reader reader(UserId user, ThreadId thread) {
        Profile profile = storage.users().find(user).map(User::profile).orElse(Profile.empty());
        List<Contact> contacts = new ArrayList<>();
        for (Contact contact : Page.each(
                PageRequest.first(PageRequest.MAX_LIMIT),
                page -> storage.contacts().list(user, page))) {
            if (contacts.size() == MAX_CONTACTS) {
                break;
            }
            contacts.add(contact);
        }
        return new Reader(user, thread, profile, contacts, UserNames.of(profile, contacts));
    }

    private Standing standing(Reader reader) {
        return storage.inTransaction(tx -> Standing.find(tx.state(), reader.user(), reader.thread()));
    }

    /** Where to begin: what was missed is read again when every extractor can be asked. */
    private Standing begin(Attempt attempt) {
        Reader reader = attempt.reader();
        Standing found = standing(reader);
        if (found.missed() == null || !hanging.isOver()) {
            return found;
        }
        Standing again = found.readAgain(now());
        boolean replaced =
                attempt.context().inTransaction(tx -> again.replace(found, tx.state(), reader.user(), reader.thread()));
        return replaced ? again : standing(reader);
    }

    private ThreadReading reading(Reader reader) {
        return new ThreadReading(storage.chat(), reader.user(), reader.thread(), UnreadMessages.end(now()));
    }

    /** Everything is learned from. What is dated in the future is when its time has come, what was missed when it can be read. */
    private @Nullable String end(Attempt attempt, ThreadReading reading, Standing standing, String output) {
        Stream<Instant> missed = standing.missed() == null ? Stream.of() : Stream.of(now().plus(MISSED));
        Instant then = Stream.concat(missed, reading.later().stream())
                .min(Comparator.naturalOrder())
                .orElse(null);
        return then == null ? output : goOn(attempt, then, output);
    }

    /** Another job goes on then. */
    private static @Nullable String goOn(Attempt attempt, Instant then, String output) {
        Reader reader = attempt.reader();
        attempt.context().complete(tx -> {
            tx.jobs().enqueue(Handover.thread(reader.user(), reader.thread()).withDueAt(then));
            return output;
        });
        return null;
    }

    /** Reads what is behind messages that wait for another try, so that what needs no model waits for none. */
    private @Nullable String readAhead(Attempt attempt, Standing begin, Instant nextTry) {
        Standing standing = begin;
        ThreadReading reading = reading(attempt.reader());
        UnreadMessages unread = reading.unread(standing.ruled());
        while (!unread.isEmpty()) {
            if (now().isAfter(attempt.pause())) {
                return goOn(attempt, now(), "more is left to be read without a model");
            }
            attempt.context().checkStopped();
            UnreadMessages window = unread.first(options.batch());
            ExtractionReport<Claim> extracted = ruled.extract(attempt.reader().window(window));
            extracted.outcomes().forEach(tally::outcome);
            Standing next = standing.ruledUpTo(window.end());
            if (!storeWhatCanBe(attempt, Found.by(extracted, Judgement.NONE), new Step(standing, next))) {
                return goOn(attempt, now(), "the thread is to be read again");
            }
            standing = next;
            unread = unread.after(window.messages().size());
            if (unread.isEmpty()) {
                unread = reading.unread(standing.ruled());
            }
        }
        return goOn(attempt, nextTry, "what failed is tried again");
    }

    /** What cannot be stored now will be tried with the window's other extractors. */
    private boolean storeWhatCanBe(Attempt attempt, Found found, Step step) {
        try {
            return store(attempt, found, step);
        } catch (KendallException e) {
            throw e;
        } catch (RuntimeException e) {
            tally.failed(RECONCILIATION);
            return store(attempt, found.withoutClaims(), step);
        }
    }

    /** What is to be stored of a window. */
    private record Found(List<Claim> claims, Judgement judgement, ModelTokens tokens) {
        static final Found NOTHING = new Found(List.of(), Judgement.NONE, ModelTokens.NONE);

        static Found by(ExtractionReport<Claim> extracted, Judgement judgement) {
            return new Found(extracted.found(), judgement, extracted.tokens().plus(judgement.tokens()));
        }

        Found withoutClaims() {
            return new Found(List.of(), Judgement.NONE, tokens);
        }
    }

    private record Step(Standing from, Standing to) {}

    /**
     * Learns from a window.
     *
     * @return how far the thread has come
     */
    private Standing learn(Attempt attempt, Standing standing, UnreadMessages window) {
        Reader reader = attempt.reader();
        boolean asksModel = asksModel(reader);
        GuardedExtraction extraction = asksModel ? modelled : ruled;
        Set<String> leftOut = hanging.leftOut(now());
        List<ExtractorOutcome> busy = without(leftOut, extraction.busy());
        if (!busy.isEmpty() && standing.wasTried(window.end())) {
            // What the others find in it is stored already.
            busy.forEach(tally::outcome);
            Standing next = standing.putOff(window.end(), now());
            return store(attempt, Found.NOTHING, new Step(standing, next)) ? next : standing(reader);
        }
        ExtractionReport<Claim> extracted = extraction.extract(reader.window(window));
        extracted.outcomes().forEach(tally::outcome);
        Judgement judgement = asksModel ? judging.judge(reader.user(), extracted.found()) : Judgement.NONE;
        Found found = Found.by(extracted, judgement);
        Standing next = standing.learnedUpTo(window.end());
        String failed = null;
        ExtractionReport<Claim> awaited = new ExtractionReport<>(List.of(), without(leftOut, extracted.outcomes()));
        if (isBusy(awaited)) {
            next = standing.putOff(window.end(), now());
        } else if (!awaited.isComplete()) {
            failed = failed(awaited);
            next = afterFailure(attempt, standing, window);
        }
        Set<String> missing = missing(extracted, awaited);
        next = missing.isEmpty() ? next : next.missing(window, standing);
        boolean stored;
        try {
            stored = store(attempt, found, new Step(standing, next));
        } catch (KendallException e) {
            throw e;
        } catch (RuntimeException e) {
            tally.failed(RECONCILIATION);
            failed = RECONCILIATION + " (" + e.getClass().getName() + ")";
            next = isBusy(awaited) ? next : afterFailure(attempt, standing, window);
            next = missing.isEmpty() ? next : next.missing(window, standing);
            stored = store(attempt, found.withoutClaims(), new Step(standing, next));
        }
        if (!stored) {
            return standing(reader);
        }
        if (window.end().equals(next.learned())) {
            tally.messages(window.messages(), reader.names());
            if (failed != null) {
                passOver(reader, window, failed);
            }
            missing.forEach(extractor -> goOnWithout(extractor, reader, window));
        } else {
            LOG.debug("thread {} of user {} is tried again: {}", reader.thread(), reader.user(), failed(extracted));
        }
        return next;
    }

    private Standing afterFailure(Attempt attempt, Standing standing, UnreadMessages window) {
        Watermark end = window.end();
        double chance = (attempt.context().job().id().value().getLeastSignificantBits() & 0xFFFF) / (double) 0x10000;
        return standing.isLastTry(end) ? standing.learnedUpTo(end) : standing.failed(end, now(), chance);
    }

    /**
     * Stores what was found together with how far the thread has come.
     *
     * @return whether nobody has changed how far it had come since; if so, that is left, and what was found is stored all the same
     */
    private boolean store(Attempt attempt, Found found, Step step) {
        Reader reader = attempt.reader();
        LocalDate day = LocalDate.ofInstant(now(), reader.profile().zone());
        Stored stored = attempt.context().inTransaction(tx -> {
            if (found.tokens().calls() > 0) {
                Spending.add(tx.state(), reader.user(), day, found.tokens());
                note(found.tokens(), reader.user()).addTo(tx.state());
            }
            return new Stored(
                    step.to().replace(step.from(), tx.state(), reader.user(), reader.thread()),
                    apply(tx, attempt, found));
        });
        tally.memories(stored.applied());
        return stored.replaced();
    }

    private record Stored(boolean replaced, AppliedDecisions applied) {}

    private static AppliedDecisions apply(Transaction tx, Attempt attempt, Found found) {
        if (found.claims().isEmpty()) {
            return new AppliedDecisions(Map.of(), 0);
        }
        UserId user = attempt.reader().user();
        RunId run = RunId.of(attempt.context().job().id().toString());
        return new MemoryApplication(tx, user, run)
                .apply(MemoryReconciliation.decide(
                        KnownMemories.read(tx, user),
                        found.claims(),
                        found.judgement().verdicts()));
    }

    private void passOver(Reader reader, UnreadMessages window, String failed) {
        tally.givenUp(window.messages().size());
        for (Message message : window.messages()) {
            LOG.warn(
                    "message {} of user {} is passed over after {} tries: {}",
                    message.id(),
                    reader.user(),
                    Tries.MOST,
                    failed);
        }
    }

    private void goOnWithout(String extractor, Reader reader, UnreadMessages window) {
        tally.missed(extractor, window.messages().size());
        LOG.warn(
                "extractor {} hangs and heeds no interrupt: {} messages of thread {} of user {}, up to {}, wait until it can be asked again",
                extractor,
                window.messages().size(),
                reader.thread(),
                reader.user(),
                window.end().message());
    }

    /** What those did that are waited for. One that is left out and has ended by now was asked. */
    private static List<ExtractorOutcome> without(Set<String> leftOut, List<ExtractorOutcome> outcomes) {
        return outcomes.stream()
                .filter(outcome ->
                        outcome.status() != ExtractorOutcome.Status.BUSY || !leftOut.contains(outcome.extractor()))
                .toList();
    }

    /** The names of those that were not asked and are not waited for. */
    private static Set<String> missing(ExtractionReport<Claim> extracted, ExtractionReport<Claim> awaited) {
        return extracted.outcomes().stream()
                .filter(outcome -> !awaited.outcomes().contains(outcome))
                .map(ExtractorOutcome::extractor)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isBusy(ExtractionReport<Claim> extracted) {
        return extracted.outcomes().stream().anyMatch(outcome -> outcome.status() == ExtractorOutcome.Status.BUSY);
    }

    private DayNotes note(ModelTokens tokens, UserId user) {
        LocalDate day = LocalDate.ofInstant(now(), options.dayZone());
        return new DayNotes().models(user, day, tokens, options.budget());
    }

    private static String failed(ExtractionReport<Claim> extracted) {
        return extracted.outcomes().stream()
                .filter(outcome -> outcome.status() != ExtractorOutcome.Status.DONE)
                .map(outcome -> outcome.extractor() + " " + outcome.status()
                        + (outcome.failure() == null ? "" : " (" + outcome.failure() + ")"))
                .reduce((one, other) -> one + ", " + other)
                .orElse("none");
    }

    private boolean asksModel(Reader reader) {
        if (options.modelExtractors().isEmpty() && !judging.isPossible()) {
            return false;
        }
        LocalDate day = LocalDate.ofInstant(now(), reader.profile().zone());
        ModelTokens spent = storage.inTransaction(tx -> Spending.of(tx.state(), reader.user(), day));
        if (options.budget().isSpent(spent)) {
            tally.budgetSpent();
            return false;
        }
        return true;
    }
}

package dev.kendall.learning;

import dev.kendall.chat.Message;
import dev.kendall.contact.Contact;
import dev.kendall.job.worker.JobContext;
import dev.kendall.job.worker.JobHandler;
import dev.kendall.job.worker.RetryPolicy;
import dev.kendall.learning.memory.AppliedDecisions;
import dev.kendall.learning.memory.ExtractionReport;
import dev.kendall.learning.memory.ExtractorOutcome;
import dev.kendall.learning.memory.GuardedExtraction;
import dev.kendall.learning.memory.KnownMemories;
import dev.kendall.learning.memory.MemoryApplication;
import dev.kendall.learning.memory.MemoryReconciliation;
import dev.kendall.learning.memory.MemoryWindow;
import dev.kendall.learning.memory.ModelTokens;
import dev.kendall.learning.memory.RunId;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.TransactionalStorage.Work;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns memories from what was said in a thread since the last time. What is learned and how far it has come are stored together, so that a try that is
 * cut off repeats nothing and loses nothing.
 *
 * <p>Where an extractor failed, what the others found is kept, and the window is tried again, as a model may be away for an hour; what was learned is not
 * learned twice. At the last try it is read message by message, and the extractor is passed over for those on which it still fails.
 */
final class LearnThread implements JobHandler {
    static final String NAME = "learning.thread";

    /** Ten tries over two hours: as long as a model may be away. */
    private static final RetryPolicy RETRIES = new RetryPolicy(10, Duration.ofSeconds(10), Duration.ofMinutes(30));

    /** How long to wait for an extractor that is not asked because calls of it still run that were given up. */
    private static final Duration BUSY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(LearnThread.class);

    private static final int MAX_CONTACTS = 10_000;

    private final TransactionalStorage storage;
    private final LearningOptions options;
    private final GuardedExtraction ruled;
    private final GuardedExtraction modelled;
    private final Tally tally;

    LearnThread(TransactionalStorage storage, LearningOptions options, Executor threads, Tally tally) {
        this.storage = storage;
        this.options = options;
        this.ruled = new GuardedExtraction(options.memoryExtractors(), options.limits(), threads);
        this.modelled = new GuardedExtraction(
                Stream.concat(options.memoryExtractors().stream(), options.modelExtractors().stream())
                        .toList(),
                options.limits(),
                threads);
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

    /** What extractors failed on is to be tried again. */
    static final class Incomplete extends RuntimeException {
        private static final long serialVersionUID = 1;

        Incomplete(String extractors) {
            super("not every extractor answered: " + extractors);
        }
    }

    /** Whose thread, and what is known of the user. */
    private record Reader(UserId user, ThreadId thread, Profile profile, List<Contact> contacts) {
        MemoryWindow window(UnreadMessages unread) {
            List<String> names = Stream.of(profile.fullName(), profile.nickname())
                    .filter(Objects::nonNull)
                    .map(Objects::requireNonNull)
                    .toList();
            return new MemoryWindow(user, profile.zone(), unread.before(), unread.messages(), contacts, names);
        }
    }

    @Override
    public String run(JobContext context) {
        Reader reader = reader(
                Objects.requireNonNull(context.job().user(), "user"),
                ThreadId.of(Objects.requireNonNull(context.job().key(), "thread")));
        boolean last = context.job().attempts() >= RETRIES.attempts();
        int size = last ? 1 : options.batch();
        long learned = 0;
        Watermark mark = mark(reader);
        Instant end = UnreadMessages.end(options.clock().instant());
        UnreadMessages unread = read(reader, mark, end);
        while (!unread.isEmpty()) {
            UnreadMessages window = unread.first(size);
            context.checkStopped();
            Step step = learn(context, reader, new Unlearned(mark, window), last);
            if (step == Step.PUT_OFF) {
                return "";
            }
            int count = window.messages().size();
            learned += count;
            mark = window.end();
            unread = unread.after(count);
            if (unread.isEmpty() || step == Step.AGAIN) {
                mark = mark(reader);
                end = UnreadMessages.end(options.clock().instant());
                unread = read(reader, mark, end);
            }
        }
        askForWhatIsLater(context, reader, end);
        return learned + " messages";
    }

    /** What became of a window. */
    private enum Step {
        DONE,
        /** Somebody has moved the mark since the window was read. */
        AGAIN,
        /** An extractor was not asked: a job that comes later does it. */
        PUT_OFF
    }

    /** A window, and how far its thread was learned from when it was read. */
    private record Unlearned(@Nullable Watermark mark, UnreadMessages window) {}

    /** What is dated in the future is learned from when its time has come. */
    private void askForWhatIsLater(JobContext context, Reader reader, Instant end) {
        UnreadMessages.later(storage.chat(), reader.user(), reader.thread(), end)
                .ifPresent(time -> context.inTransaction(tx -> tx.jobs()
                        .enqueue(Handover.thread(reader.user(), reader.thread()).withDueAt(time))));
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
        return new Reader(user, thread, profile, contacts);
    }

    private @Nullable Watermark mark(Reader reader) {
        return storage.inTransaction(tx -> Watermark.find(tx.state(), reader.user(), reader.thread()))
                .orElse(null);
    }

    private UnreadMessages read(Reader reader, @Nullable Watermark mark, Instant end) {
        return UnreadMessages.read(storage.chat(), reader.user(), reader.thread(), mark, end);
    }

    private Step learn(JobContext context, Reader reader, Unlearned unlearned, boolean last) {
        UnreadMessages unread = unlearned.window();
        LocalDate day =
                LocalDate.ofInstant(options.clock().instant(), reader.profile().zone());
        MemoryWindow window = reader.window(unread);
        ExtractionReport extracted = extraction(reader.user(), day).extract(window);
        extracted.outcomes().forEach(tally::outcome);
        ModelTokens tokens =
                extracted.outcomes().stream().map(ExtractorOutcome::tokens).reduce(ModelTokens.NONE, ModelTokens::plus);
        boolean complete = extracted.isComplete();
        boolean busy =
                extracted.outcomes().stream().anyMatch(outcome -> outcome.status() == ExtractorOutcome.Status.BUSY);
        AtomicBoolean moved = new AtomicBoolean();
        Work<AppliedDecisions, RuntimeException> store = tx -> {
            if (tokens.calls() > 0) {
                Spending.add(tx.state(), reader.user(), day, tokens);
            }
            moved.set((complete || last && !busy)
                    && Watermark.move(tx.state(), reader.user(), reader.thread(), unlearned.mark(), unread.end()));
            RunId run = RunId.of(context.job().id().toString());
            return new MemoryApplication(tx, reader.user(), run)
                    .apply(MemoryReconciliation.decide(KnownMemories.read(tx, reader.user()), extracted.claims()));
        };
        if (last && busy) {
            AtomicReference<AppliedDecisions> applied = new AtomicReference<>(new AppliedDecisions(Map.of(), 0));
            context.complete(tx -> {
                applied.set(store.run(tx));
                tx.jobs().enqueue(Handover.thread(reader.user(), reader.thread()).withDelay(BUSY));
                return "put off: " + failed(extracted);
            });
            tally.memories(applied.get());
            return Step.PUT_OFF;
        }
        tally.memories(context.inTransaction(store));
        if (!complete && !last) {
            throw new Incomplete(failed(extracted));
        }
        tally.messages(unread.messages().size());
        if (!complete) {
            tally.givenUp(unread.messages().size());
            for (Message message : unread.messages()) {
                LOG.warn(
                        "message {} of user {} is passed over by {} after {} tries",
                        message.id(),
                        reader.user(),
                        failed(extracted),
                        RETRIES.attempts());
            }
        }
        return moved.get() ? Step.DONE : Step.AGAIN;
    }

    private static String failed(ExtractionReport extracted) {
        return extracted.outcomes().stream()
                .filter(outcome -> outcome.status() != ExtractorOutcome.Status.DONE)
                .map(outcome -> outcome.extractor() + " " + outcome.status()
                        + (outcome.failure() == null ? "" : " (" + outcome.failure() + ")"))
                .reduce((one, other) -> one + ", " + other)
                .orElse("none");
    }

    private GuardedExtraction extraction(UserId user, LocalDate day) {
        if (options.modelExtractors().isEmpty()) {
            return ruled;
        }
        ModelTokens spent = storage.inTransaction(tx -> Spending.of(tx.state(), user, day));
        if (options.budget().isSpent(spent)) {
            tally.budgetSpent();
            return ruled;
        }
        return modelled;
    }
}

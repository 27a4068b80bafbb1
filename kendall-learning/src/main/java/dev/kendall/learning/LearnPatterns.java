package dev.kendall.learning;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.Role;
import dev.kendall.contact.Contact;
import dev.kendall.job.worker.JobContext;
import dev.kendall.job.worker.JobHandler;
import dev.kendall.learning.extraction.ExtractionReport;
import dev.kendall.learning.extraction.ExtractorOutcome;
import dev.kendall.learning.extraction.ModelTokens;
import dev.kendall.learning.extraction.UserNames;
import dev.kendall.learning.pattern.Found;
import dev.kendall.learning.pattern.PatternChange;
import dev.kendall.learning.pattern.PatternExtraction;
import dev.kendall.learning.pattern.PatternExtractor;
import dev.kendall.learning.pattern.PatternReconciliation;
import dev.kendall.learning.pattern.PatternWindow;
import dev.kendall.learning.pattern.StoredVectors;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns patterns from what a user said in the last half year. It looks at all of it each time, so it does not matter how often it ran before; an
 * extractor that failed is heard the next time. A model is asked once a day of the user's calendar, when something was said since; while it is away, or
 * the budget is spent, what it found before stays as it is.
 */
final class LearnPatterns implements JobHandler {
    static final String NAME = "learning.patterns";

    private static final Logger LOG = LoggerFactory.getLogger(LearnPatterns.class);
    private static final PageRequest PAGE = PageRequest.first(PageRequest.MAX_LIMIT);

    /** The most contacts that are looked at. */
    private static final int MAX_CONTACTS = 10_000;

    private final TransactionalStorage storage;
    private final LearningOptions options;
    private final PatternExtraction ruled;
    private final PatternExtraction modelled;
    private final Set<String> models;
    private final Tally tally;

    LearnPatterns(TransactionalStorage storage, LearningOptions options, ExecutorService threads, Tally tally) {
        this.storage = storage;
        this.options = options;
        this.ruled = extraction(options, threads).build();
        this.modelled = extraction(options, threads)
                .extractors(options.modelPatternExtractors())
                .build();
        this.models = options.modelPatternExtractors().stream()
                .map(PatternExtractor::name)
                .collect(Collectors.toUnmodifiableSet());
        this.tally = tally;
    }

    private static PatternExtraction.Builder extraction(LearningOptions options, ExecutorService threads) {
        return PatternExtraction.builder()
                .extractors(options.patternExtractors())
                .timeLimit(options.limits().time())
                .threads(threads);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String run(JobContext context) {
        UserId user = Objects.requireNonNull(context.job().user(), "user");
        PatternWindow window = window(user);
        PatternsAsked asked = asksModel(window) ? PatternsAsked.of(window) : null;
        ExtractionReport<Found> report = (asked == null ? ruled : modelled).run(window);
        report.outcomes().forEach(tally::outcome);
        report.problems().forEach(problem -> LOG.warn("patterns of user {}: {}", user, problem));
        boolean answered = report.outcomes().stream()
                .filter(outcome -> models.contains(outcome.extractor()))
                .allMatch(outcome -> outcome.status() == ExtractorOutcome.Status.DONE);
        List<PatternChange> changes = context.inTransaction(tx -> {
            if (report.tokens().calls() > 0) {
                Spending.add(tx.state(), user, day(window), report.tokens());
            }
            if (asked != null && answered) {
                asked.put(tx.state(), user);
            }
            List<Pattern> known = all(page -> tx.patterns().list(user, PatternFilter.all(), page));
            List<PatternChange> reconciled = PatternReconciliation.reconcile(window.withKnown(known), report);
            reconciled.forEach(change -> change.applyTo(tx.patterns()));
            LocalDate day = LocalDate.ofInstant(window.now(), options.dayZone());
            new DayNotes()
                    .patterns(user, day, reconciled)
                    .models(user, day, report.tokens(), options.budget())
                    .addTo(tx.state());
            return reconciled;
        });
        tally.patterns(changes);
        return changes.size() + " changes";
    }

    /** Whether a model is to be asked: once a day, when something was said since, and when the user's budget has something left. */
    private boolean asksModel(PatternWindow window) {
        if (models.isEmpty() || window.messages().isEmpty()) {
            return false;
        }
        UserId user = window.user();
        Optional<PatternsAsked> before = storage.inTransaction(tx -> PatternsAsked.find(tx.state(), user));
        if (before.isPresent() && !before.get().isOver(PatternsAsked.of(window))) {
            return false;
        }
        ModelTokens spent = storage.inTransaction(tx -> Spending.of(tx.state(), user, day(window)));
        if (options.budget().isSpent(spent)) {
            tally.budgetSpent();
            return false;
        }
        return true;
    }

    private static LocalDate day(PatternWindow window) {
        return LocalDate.ofInstant(window.now(), window.zone());
    }

    private PatternWindow window(UserId user) {
        Instant now = options.clock().instant();
        Profile profile = storage.users().find(user).map(User::profile).orElse(Profile.empty());
        MessageFilter filter =
                MessageFilter.all().of(Role.USER).between(now.minus(PatternWindow.LOOK_BACK), now.plusMillis(1));
        List<Contact> contacts = all(page -> storage.contacts().list(user, page));
        UserNames names = UserNames.of(profile, contacts);
        List<Message> messages = new ArrayList<>();
        for (Message message : Page.each(PAGE, page -> storage.chat().list(user, filter, page))) {
            if (messages.size() == PatternWindow.MAX_MESSAGES) {
                break;
            }
            if (!names.isShared(message)) {
                messages.add(message);
            }
        }
        return PatternWindow.of(user, now, messages)
                .in(profile.zone())
                .withVectors(StoredVectors.read(storage, user, messages))
                .withContacts(contacts.subList(0, Math.min(MAX_CONTACTS, contacts.size())))
                .withKnown(all(page -> storage.patterns().list(user, PatternFilter.all(), page)));
    }

    private static <T> List<T> all(Function<PageRequest, Page<T>> listing) {
        List<T> all = new ArrayList<>();
        Page.each(PAGE, listing).forEach(all::add);
        return all;
    }
}

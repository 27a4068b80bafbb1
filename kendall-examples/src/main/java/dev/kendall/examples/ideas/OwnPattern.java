package dev.kendall.examples.ideas;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.contact.NewContact;
import dev.kendall.learning.LearningBudget;
import dev.kendall.learning.LearningOptions;
import dev.kendall.learning.extraction.ExtractionReport;
import dev.kendall.learning.pattern.BuiltInExtractors;
import dev.kendall.learning.pattern.DuePatterns;
import dev.kendall.learning.pattern.Finding;
import dev.kendall.learning.pattern.Found;
import dev.kendall.learning.pattern.MessageVectors;
import dev.kendall.learning.pattern.ModelPatternExtractor;
import dev.kendall.learning.pattern.PatternExtraction;
import dev.kendall.learning.pattern.PatternExtractor;
import dev.kendall.learning.pattern.PatternReconciliation;
import dev.kendall.learning.pattern.PatternWindow;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternType;
import dev.kendall.storage.Storage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import dev.langchain4j.model.chat.ChatModel;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * Habits: found in what a user said by Kendall's extractors and one of the host's own, kept with their evidence, and told when they are
 * due.
 */
public final class OwnPattern {
    // region extractor
    static final PatternExtractor NIGHT_OWL = PatternExtractor.named("night_owl", window -> {
        List<MessageId> late = window.messages().stream()
                .filter(message -> message.createdAt().atZone(window.zone()).getHour() < 4)
                .map(Message::id)
                .toList();
        NewPattern pattern = NewPattern.of(PatternType.BEHAVIOR, "Writes at night");
        return late.size() < 20
                ? List.of()
                : List.of(Finding.of("at_night", pattern.withConfidence(0.8).withEvidence(late)));
    });
    // endregion

    // region model
    static LearningOptions withModel(ChatModel model) {
        return LearningOptions.builder()
                .modelPatternExtractor(new ModelPatternExtractor(model))
                .budget(LearningBudget.tokens(100_000))
                .build();
    }
    // endregion

    private static final UserId USER = UserId.of("u-42");
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final LocalDate FIRST_MONDAY = LocalDate.of(2025, 1, 6);
    private static final int WEEKS = 24;

    private OwnPattern() {}

    /** Runs it; it needs no model. */
    public static void main(String[] arguments) {
        run(System.out);
    }

    static void run(PrintStream out) {
        try (Storage storage = InMemoryStorage.create()) {
            talk(storage);
            Instant now =
                    FIRST_MONDAY.plusWeeks(WEEKS).atTime(8, 50).atZone(ZONE).toInstant();
            learn(storage, now);
            List<Pattern> patterns = patterns(storage);
            patterns.forEach(pattern -> out.printf(
                    "%s (%s, seen %d times)%n", pattern.description(), pattern.type(), pattern.observations()));
            DuePatterns.at(now, ZONE, patterns).forEach(due -> out.println(due.suggestion()));
        }
    }

    private static void talk(Storage storage) {
        storage.contacts().upsert(USER, NewContact.named("John"));
        List<String> calls = List.of("Call John about the stand-up.", "Get John on the phone, please.", "Dial John.");
        for (int week = 0; week < WEEKS; week++) {
            LocalDate monday = FIRST_MONDAY.plusWeeks(week);
            say(
                    storage,
                    calls.get(week % 3),
                    monday.atTime(9, week % 5).atZone(ZONE).toInstant());
            LocalDate anyDay = monday.plusDays(week * week % 6 + 1);
            say(
                    storage,
                    "I can't sleep, question number " + week + ".",
                    anyDay.atTime(week % 4, 10).atZone(ZONE).toInstant());
        }
    }

    private static void say(Storage storage, String text, Instant at) {
        storage.chat().append(USER, ThreadId.of("web-7"), NewMessage.user(text).withCreatedAt(at));
    }

    private static void learn(Storage storage, Instant now) {
        PatternWindow window = new PatternWindow(
                USER,
                ZONE,
                now,
                storage.chat()
                        .list(USER, MessageFilter.all(), PageRequest.first(1_000))
                        .items(),
                storage.contacts().list(USER, PageRequest.first(1_000)).items(),
                patterns(storage),
                MessageVectors.none());
        PatternExtraction extraction = PatternExtraction.builder()
                .extractors(BuiltInExtractors.all())
                .extractor(NIGHT_OWL)
                .build();
        ExtractionReport<Found> report = extraction.run(window);
        PatternReconciliation.reconcile(window, report).forEach(change -> change.applyTo(storage.patterns()));
    }

    private static List<Pattern> patterns(Storage storage) {
        return storage.patterns()
                .list(USER, PatternFilter.active(), PageRequest.first(100))
                .items();
    }
}

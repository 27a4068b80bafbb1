package dev.kendall.learning.memory.evaluation;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.internal.Checks;
import dev.kendall.learning.extraction.ExtractionReport;
import dev.kendall.learning.memory.AppliedDecisions;
import dev.kendall.learning.memory.Claim;
import dev.kendall.learning.memory.ExtractionLimits;
import dev.kendall.learning.memory.GuardedExtraction;
import dev.kendall.learning.memory.KnownMemories;
import dev.kendall.learning.memory.MemoryApplication;
import dev.kendall.learning.memory.MemoryExtractor;
import dev.kendall.learning.memory.MemoryQuarantine;
import dev.kendall.learning.memory.MemoryReconciliation;
import dev.kendall.learning.memory.MemoryWindow;
import dev.kendall.learning.memory.RunId;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryId;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.turn.Recalled;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Plays conversations to an extractor, each in a storage of its own, and compares what is remembered with what should be. */
public final class FactEvaluation {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final UserId USER = UserId.of("u-facts");
    private static final ThreadId THREAD = ThreadId.of("talk");
    private static final PageRequest PAGE = PageRequest.first(500);

    private final GuardedExtraction extraction;
    private final int batch;

    private FactEvaluation(MemoryExtractor extractor, int batch) {
        this.extraction = new GuardedExtraction(List.of(extractor), ExtractionLimits.defaults(), Runnable::run);
        this.batch = batch;
    }

    /**
     * Plays every conversation.
     *
     * @param batch how many messages are learned from at a time, 1 to 1,000
     */
    public static FactScore run(MemoryExtractor extractor, List<FactCase> suite, int batch) {
        Checks.range("batch", batch, 1, MemoryWindow.MAX_MESSAGES);
        FactEvaluation evaluation = new FactEvaluation(extractor, batch);
        return new FactScore(suite.stream().map(evaluation::play).toList());
    }

    /** A conversation being played. */
    private final class Play {
        private final InMemoryStorage storage;
        private final List<Message> heard = new ArrayList<>();
        private final Set<MemoryId> seen = new HashSet<>();
        private Instant now = START;
        private int learned;
        private int destroyed;

        Play() {
            storage = InMemoryStorage.builder().clock(() -> now).build();
        }

        void say(String line) {
            if (line.matches("\\+\\d+d")) {
                now = now.plus(Duration.ofDays(Long.parseLong(line.substring(1, line.length() - 1))));
                return;
            }
            int colon = line.indexOf(": ");
            String text = line.substring(colon + 2);
            String recalled = String.join("\n", current(storage));
            NewMessage message = message(line.substring(0, colon), text.replace("{recalled}", Recalled.mark(recalled)));
            now = now.plusSeconds(60);
            MessageId id = new MessageId(new UUID(now.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE));
            heard.add(storage.chat().append(USER, THREAD, message.withId(id).withCreatedAt(now)));
            if (heard.size() - learned >= batch || text.contains("{recalled}")) {
                learn();
            }
        }

        private NewMessage message(String who, String text) {
            return switch (who) {
                case "u" -> NewMessage.user(text);
                case "a" -> NewMessage.assistant(text);
                default -> NewMessage.user(text).withSpeaker(who);
            };
        }

        void learn() {
            if (learned < heard.size()) {
                learn(learned, "run " + learned);
                learned = heard.size();
            }
        }

        /** Learns from the messages from this index on. */
        AppliedDecisions learn(int from, String run) {
            int context = Math.max(0, from - MemoryWindow.LOOK_BACK);
            MemoryWindow window = MemoryWindow.of(USER, ZONE, heard.subList(from, heard.size()))
                    .withContext(heard.subList(context, from));
            ExtractionReport<Claim> report = extraction.extract(window);
            if (!report.isComplete()) {
                throw new IllegalStateException("the extractor failed: " + report.outcomes());
            }
            AppliedDecisions applied = storage.inTransaction(transaction -> {
                KnownMemories known = KnownMemories.read(transaction, USER);
                return new MemoryApplication(transaction, USER, RunId.of(run))
                        .apply(MemoryReconciliation.decide(known, report.found()));
            });
            Set<MemoryId> stored = new HashSet<>();
            list(storage, MemoryFilter.all()).forEach(memory -> stored.add(memory.id()));
            destroyed += (int) seen.stream().filter(id -> !stored.contains(id)).count();
            seen.addAll(stored);
            return applied;
        }
    }

    private FactResult play(FactCase conversation) {
        Play play = new Play();
        conversation.say().forEach(play::say);
        play.learn();
        List<String> before = current(play.storage);
        int changed = play.learn(0, "again").total();
        List<String> after = current(play.storage);
        int lost =
                (int) before.stream().filter(memory -> !after.contains(memory)).count();

        List<String> missed = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        List<Memory> waiting = new MemoryQuarantine(play.storage, USER).list();
        int right = compare(conversation.now(), before, missed, wrong);
        right += compare(conversation.quarantined(), texts(waiting), missed, wrong);
        List<Memory> closed = new ArrayList<>(list(play.storage, MemoryFilter.closed()));
        closed.removeAll(waiting);
        right += compare(conversation.past(), texts(closed), missed, new ArrayList<>());
        return new FactResult(conversation, right, wrong, missed, play.destroyed, lost, changed);
    }

    private static int compare(List<String> expected, List<String> actual, List<String> missed, List<String> wrong) {
        Set<String> there = keys(actual);
        Set<String> wanted = keys(expected);
        expected.stream().filter(text -> !there.contains(key(text))).forEach(missed::add);
        actual.stream().filter(text -> !wanted.contains(key(text))).forEach(wrong::add);
        return (int) expected.stream().filter(text -> there.contains(key(text))).count();
    }

    private static Set<String> keys(List<String> texts) {
        Set<String> keys = new TreeSet<>();
        texts.forEach(text -> keys.add(key(text)));
        return keys;
    }

    private static String key(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("= (?:the|a|an) ", "= ");
    }

    private static List<String> current(InMemoryStorage storage) {
        return texts(list(storage, MemoryFilter.current()));
    }

    private static List<Memory> list(InMemoryStorage storage, MemoryFilter filter) {
        List<Memory> memories = new ArrayList<>();
        Page.each(PAGE, page -> storage.memories().list(USER, filter, page)).forEach(memories::add);
        return memories;
    }

    private static List<String> texts(List<Memory> memories) {
        return memories.stream()
                .map(memory -> memory.key() + " = " + memory.value())
                .toList();
    }
}

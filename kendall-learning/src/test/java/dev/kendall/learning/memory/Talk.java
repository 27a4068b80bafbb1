package dev.kendall.learning.memory;

import dev.kendall.chat.Message;
import dev.kendall.chat.NewMessage;
import dev.kendall.learning.memory.english.EnglishGrammar;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.SequentialIds;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A user who talks, and a storage that learns from it. */
final class Talk {
    static final UserId USER = UserId.of("u-1");
    static final ThreadId THREAD = ThreadId.of("t-1");
    static final ZoneId ZONE = ZoneId.of("Europe/London");

    final TestClock clock = TestClock.at("2026-03-02T10:00:00Z");
    final InMemoryStorage storage =
            InMemoryStorage.builder().clock(clock).ids(new SequentialIds()).build();
    final List<Message> heard = new ArrayList<>();

    /** The user says this, a minute after what was said before. */
    Message say(String text) {
        return say(NewMessage.user(text));
    }

    Message say(NewMessage message) {
        clock.advance(Duration.ofMinutes(1));
        Message said = storage.chat().append(USER, THREAD, message);
        heard.add(said);
        return said;
    }

    MemoryWindow window(List<Message> messages) {
        return MemoryWindow.of(USER, ZONE, messages);
    }

    List<Claim> claims(List<Message> messages) {
        List<Message> before = heard.stream()
                .filter(message -> Message.CHRONOLOGICAL.compare(message, messages.get(0)) < 0)
                .toList();
        return new EnglishGrammar()
                .extract(window(messages).withContext(before))
                .claims();
    }

    List<MemoryDecision> decide(List<Claim> claims) {
        return MemoryReconciliation.decide(KnownMemories.read(storage, USER), claims);
    }

    AppliedDecisions apply(String run, List<MemoryDecision> decisions) {
        return storage.inTransaction(
                transaction -> new MemoryApplication(transaction, USER, RunId.of(run)).apply(decisions));
    }

    /** Learns from these messages, as one run. */
    AppliedDecisions learn(String run, List<Message> messages) {
        return apply(run, decide(claims(messages)));
    }

    /** Says it and learns from it. */
    AppliedDecisions learn(String run, String text) {
        return learn(run, List.of(say(text)));
    }

    UndoneRun undo(String run) {
        return storage.inTransaction(transaction -> new MemoryApplication(transaction, USER, RunId.of(run)).undo());
    }

    /** Forgets what may go from the histories by now. */
    long trimmed() {
        return storage.inTransaction(transaction ->
                transaction.histories().trim(USER, clock.instant().plusSeconds(1)));
    }

    List<Memory> memories(MemoryFilter filter) {
        return storage.memories().list(USER, filter, PageRequest.first(500)).items();
    }

    /** What counts, as {@code key = value}, sorted. */
    List<String> current() {
        return texts(memories(MemoryFilter.current()));
    }

    List<String> closed() {
        return texts(memories(MemoryFilter.closed()));
    }

    private static List<String> texts(List<Memory> memories) {
        return memories.stream()
                .map(memory -> memory.key() + " = " + memory.value())
                .sorted()
                .toList();
    }
}

package dev.kendall.benchmarks.replay;

import dev.kendall.thread.ThreadId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One chat message with what is done to answer it, but for the model's work.
 *
 * @param thread it is in
 * @param text what the user writes
 * @param reply what the assistant answers
 * @param rereads how often the legacy application reads the history again while it uses tools
 * @param upserts names of the contacts that are stored meanwhile
 * @param lookUps names of the contacts that are looked up meanwhile
 */
record ScriptedMessage(
        ThreadId thread, String text, String reply, int rereads, List<String> upserts, List<String> lookUps) {
    /** The calls besides: user, thread, history, patterns, memories and the two messages. */
    static final int FIXED_CALLS = 7;
    /** The legacy application makes no more, so a sequence that would take more is drawn again. */
    static final int MOST_CALLS = 25;

    ScriptedMessage {
        upserts = List.copyOf(upserts);
        lookUps = List.copyOf(lookUps);
    }

    /** Two texts for each message. */
    static List<ScriptedMessage> of(List<String> texts, List<ThreadId> threads, Cast contacts) {
        List<ScriptedMessage> messages = new ArrayList<>();
        for (int i = 0; i + 1 < texts.size(); i += 2) {
            messages.add(drawn(threads.get(i / 2 % threads.size()), texts.get(i), texts.get(i + 1), contacts));
        }
        return messages;
    }

    private static ScriptedMessage drawn(ThreadId thread, String text, String reply, Cast contacts) {
        ScriptedMessage message;
        do {
            message = new ScriptedMessage(
                    thread,
                    text,
                    reply,
                    5 + contacts.random().nextInt(6),
                    contacts.some(2 + contacts.random().nextInt(4)),
                    contacts.some(2 + contacts.random().nextInt(4)));
        } while (message.legacyCalls() > MOST_CALLS);
        return message;
    }

    /** How many calls the legacy application makes, when none is refused. */
    int legacyCalls() {
        return FIXED_CALLS + rereads + upserts.size() + lookUps.size();
    }

    /** Whose names occur, and chance. */
    record Cast(List<String> names, Random random) {
        Cast {
            names = List.copyOf(names);
        }

        private List<String> some(int count) {
            return Stream.generate(() -> names.get(random.nextInt(names.size())))
                    .limit(count)
                    .toList();
        }
    }
}

package dev.kendall.examples.chat;

import dev.kendall.chat.Message;
import dev.kendall.context.TurnContext;
import dev.kendall.examples.command.Text;
import dev.kendall.memory.Memory;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.Hit;
import java.util.Locale;

/** Shows what a turn recalled, in a few lines. */
final class ContextView {
    private static final int SHOWN = 3;
    private static final int WIDTH = 100;

    private final Session session;

    ContextView(Session session) {
        this.session = session;
    }

    /** The context beside how long it took to embed the text and to read. */
    void show(TurnContext context, double embedMillis, double readMillis) {
        line(
                "recalled in %.1f ms (embedding %.1f, reading %.1f): %s, %s, %s, %s",
                embedMillis + readMillis,
                embedMillis,
                readMillis,
                Text.count(context.instructions().size() + context.memories().size(), "memory", "memories"),
                Text.count(context.similar().size(), "earlier message", "earlier messages"),
                Text.count(context.contacts().size(), "contact", "contacts"),
                Text.count(context.patterns().size(), "pattern", "patterns"));
        context.instructions().forEach(memory -> line("always: %s", Text.snippet(memory.value(), WIDTH)));
        context.memories().stream().limit(SHOWN).map(Hit::item).forEach(this::memory);
        context.contacts().stream().limit(SHOWN).forEach(contact -> line("contact: %s", PeopleCommands.line(contact)));
        context.similar().stream().limit(SHOWN).map(Hit::item).forEach(this::message);
        if (context.semanticOff() != null) {
            line("by word only: %s", context.semanticOff());
        }
        if (context.rerankingOff() != null) {
            line("not reranked: %s", context.rerankingOff());
        }
    }

    private void memory(Memory memory) {
        line("memory: %s", Text.snippet(EmbeddingText.of(memory), WIDTH));
    }

    private void message(Message message) {
        line(
                "%s %s: %s",
                session.local(message.createdAt()),
                Text.snippet(session.speaker(message), 40),
                Text.snippet(message.text(), WIDTH));
    }

    private void line(String format, Object... values) {
        session.out().println("  · " + String.format(Locale.ROOT, format, values));
    }
}

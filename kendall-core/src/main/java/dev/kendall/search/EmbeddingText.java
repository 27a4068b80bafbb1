package dev.kendall.search;

import dev.kendall.chat.Message;
import dev.kendall.memory.Memory;
import org.jspecify.annotations.Nullable;

/**
 * What of a row is embedded and searched by word.
 *
 * <p>The speaker's name belongs to it: on conversations between two people it raises the share of evidence found among the first
 * ten hits from .42 to .61 (see docs/evaluation/README.md). The date does not: inside the vector it does harm.
 */
public final class EmbeddingText {
    private EmbeddingText() {}

    /** A message's: the text, behind its speaker where there is one. Blank: the message is never embedded. */
    public static String of(Message message) {
        return of(message.speaker(), message.text());
    }

    /** The text that a message of this speaker and text will have. */
    public static String of(@Nullable String speaker, String text) {
        return speaker == null || text.isBlank() ? text : speaker + ": " + text;
    }

    /** A memory's: key, value and how it came up. */
    public static String of(Memory memory) {
        String text = memory.key() + ": " + memory.value();
        return memory.context() == null ? text : text + " (" + memory.context() + ")";
    }
}

package dev.kendall.examples.transcript;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The messages of a file, in its order.
 *
 * @param lines at least one; either all of them name their conversation or none does
 */
public record Transcript(List<TranscriptLine> lines) {
    /** Copies the lines. */
    public Transcript {
        lines = List.copyOf(lines);
    }

    /** The conversations, in order; a single "" where the lines name none. */
    public Set<String> conversations() {
        Set<String> conversations = new LinkedHashSet<>();
        lines.forEach(line -> conversations.add(line.conversation()));
        return conversations;
    }

    /** The ids of the messages of each conversation. */
    public Map<String, Set<String>> ids() {
        Map<String, Set<String>> ids = new LinkedHashMap<>();
        lines.forEach(line -> ids.computeIfAbsent(line.conversation(), c -> new LinkedHashSet<>())
                .add(line.id()));
        return ids;
    }
}

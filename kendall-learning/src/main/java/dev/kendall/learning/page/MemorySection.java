package dev.kendall.learning.page;

import dev.kendall.html.HtmlPage;
import dev.kendall.learning.memory.MemoryQuarantine;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The memories of a user, with the messages that they come from: those that count, those that wait, and those that no longer count. */
final class MemorySection {
    static final String STYLE = """
            ul.memories { padding-left: 1.2em; } .memories > li { margin: .5em 0; overflow-wrap: anywhere; }
            """;

    /** The most of each list that are shown, the latest. */
    private static final int MAX_SHOWN = 1_000;

    private static final int MAX_VALUE = 1_000;

    private final View view;
    private final List<Memory> current;
    private final List<Memory> waiting;
    private final List<Memory> closed;

    private MemorySection(View view) {
        this.view = view;
        current = all(MemoryFilter.current());
        waiting = new MemoryQuarantine(view.stores(), view.user()).list();
        Set<MemoryId> ids = new HashSet<>();
        waiting.forEach(memory -> ids.add(memory.id()));
        closed = all(MemoryFilter.closed()).stream()
                .filter(memory -> !ids.contains(memory.id()))
                .toList();
    }

    static MemorySection read(View view) {
        return new MemorySection(view);
    }

    private List<Memory> all(MemoryFilter filter) {
        return View.all(page -> view.stores().memories().list(view.user(), filter, page));
    }

    /** The memories that are shown. */
    List<Memory> shown() {
        List<Memory> shown = new ArrayList<>(shown(current));
        shown.addAll(shown(waiting));
        shown.addAll(shown(closed));
        return shown;
    }

    private static List<Memory> shown(List<Memory> memories) {
        return memories.subList(0, Math.min(MAX_SHOWN, memories.size()));
    }

    /** "3 memories count, ..." */
    String sentence() {
        return String.format(
                Locale.ROOT,
                "%,d %s, %,d no longer %s, %,d %s for a decision.",
                current.size(),
                current.size() == 1 ? "memory counts" : "memories count",
                closed.size(),
                closed.size() == 1 ? "counts" : "count",
                waiting.size(),
                waiting.size() == 1 ? "waits" : "wait");
    }

    void addTo(HtmlPage page, CitedMessages messages) {
        page.add("<h2>Memories: %,d</h2>", current.size());
        if (current.isEmpty()) {
            page.add("<p>Nothing is remembered.</p>");
        }
        addList(page, current, messages);
        if (!waiting.isEmpty()) {
            page.add(
                    "<h2>Memories that wait for a decision: %,d</h2><p>They contradict what is known, and count for nothing meanwhile.</p>",
                    waiting.size());
            addList(page, waiting, messages);
        }
        if (!closed.isEmpty()) {
            page.add("<h2>Memories that no longer count: %,d</h2>", closed.size());
            addList(page, closed, messages);
        }
    }

    private void addList(HtmlPage page, List<Memory> memories, CitedMessages messages) {
        if (memories.isEmpty()) {
            return;
        }
        page.add("<ul class='memories'>");
        for (Memory memory : shown(memories)) {
            page.add(
                    "<li><bdi>%s</bdi>: <strong><bdi>%s</bdi></strong> <span class='facts'>%s, %s; recorded on %s%s</span>",
                    memory.key(),
                    Excerpt.of(memory.value(), MAX_VALUE),
                    memory.type().value().replace('_', ' '),
                    memory.importance().name().toLowerCase(Locale.ROOT),
                    view.day(memory.recordedAt()),
                    validity(memory));
            if (!memory.isCurrent()) {
                page.add("<p>%s</p>", ending(memory));
            }
            messages.quote(page, memory.sources());
            page.add("</li>");
        }
        page.add("</ul>");
        if (memories.size() > MAX_SHOWN) {
            page.add("<p>and %,d recorded before</p>", memories.size() - MAX_SHOWN);
        }
    }

    private String validity(Memory memory) {
        Instant from = memory.validFrom();
        Instant to = memory.validTo();
        Instant expires = memory.expiresAt();
        return (from == null ? "" : "; so since " + view.day(from))
                + (to == null ? "" : "; so until " + view.day(to))
                + (expires == null ? "" : "; expires on " + view.day(expires));
    }

    /** Since when it no longer counts, and why. */
    private String ending(Memory memory) {
        Instant ended = memory.supersededAt();
        String since = ended == null ? "" : "Since " + view.day(ended) + ": ";
        MemoryId successor = memory.supersededBy();
        if (successor != null) {
            return since
                    + view.stores()
                            .memories()
                            .find(view.user(), successor)
                            .map(next -> "replaced by “" + Excerpt.of(next.value(), MAX_VALUE) + "”.")
                            .orElse("replaced.");
        }
        String reason = null;
        for (MemoryRevision revision : view.stores().memories().history(view.user(), memory.id())) {
            reason = revision.change() == MemoryRevision.Change.RETRACTED ? revision.reason() : reason;
        }
        return since + (reason == null ? "taken back, and no reason is stored." : reason + ".");
    }
}

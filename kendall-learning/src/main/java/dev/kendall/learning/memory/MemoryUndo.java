package dev.kendall.learning.memory;

import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.MemoryRevision.Change;
import dev.kendall.memory.MemoryStore;
import dev.kendall.memory.NewMemory;
import dev.kendall.storage.Stores;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Takes one run back: first what it added, then what that had taken the place of, then what it wrote into others' memories. */
final class MemoryUndo {
    private final MemoryStore memories;
    private final KnownMemories known;
    private final RunId run;
    private final Map<MemoryId, Memory> restored = new HashMap<>();
    private int retracted;
    private int rewound;
    private int kept;

    MemoryUndo(Stores stores, UserId user, RunId run) {
        this.memories = stores.memories();
        this.known = KnownMemories.read(stores, user);
        this.run = run;
    }

    UndoneRun undo() {
        Map<MemoryId, List<MemoryRevision>> added = new HashMap<>();
        Map<MemoryId, List<MemoryRevision>> changed = new HashMap<>();
        for (Memory memory : known.memories()) {
            if (!Marks.runs(memory).contains(run.value()) || Marks.has(Marks.REVOKED, memory)) {
                continue;
            }
            List<MemoryRevision> history = memories.history(memory.user(), memory.id());
            int first = firstOfRun(history);
            if (first > 0 && isForgotten(history, first)) {
                kept++;
            } else if (first >= 0) {
                (first == 0 ? added : changed).put(memory.id(), history);
            }
        }
        Set<MemoryId> revoked = new HashSet<>();
        for (Memory memory : known.memories()) {
            List<MemoryRevision> history = added.get(memory.id());
            if (history != null && revoke(memory, history, added.keySet())) {
                revoked.add(memory.id());
            }
        }
        for (Memory memory : known.memories()) {
            if (memory.supersededBy() != null
                    && revoked.contains(memory.supersededBy())
                    && !added.containsKey(memory.id())) {
                restored.put(memory.id(), memories.restore(memory));
            }
        }
        for (Memory memory : known.memories()) {
            List<MemoryRevision> history = changed.get(memory.id());
            if (history != null) {
                rewind(memory, history);
            }
        }
        return new UndoneRun(retracted, restored.size(), rewound, kept);
    }

    /** The first change that the run made, or -1. */
    private int firstOfRun(List<MemoryRevision> history) {
        for (int i = 0; i < history.size(); i++) {
            if (Marks.runs(history.get(i).memory()).contains(run.value())) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the history no longer says how the memory was before this entry. */
    private static boolean isForgotten(List<MemoryRevision> history, int entry) {
        long before = history.get(entry - 1).memory().version();
        return history.get(entry).memory().version() != before + 1;
    }

    /** Lets what the run added stop counting; false where others have changed it since, or something newer is in its place. */
    private boolean revoke(Memory memory, List<MemoryRevision> history, Set<MemoryId> added) {
        boolean replacedSince = memory.supersededBy() != null && !added.contains(memory.supersededBy());
        boolean confirmedSince = memory.isCurrent() && !isLastRun(memory);
        if (replacedSince || confirmedSince || !isAsLearned(memory, history)) {
            kept++;
            return false;
        }
        boolean counted = memory.isCurrent();
        NewMemory content = memory.content().withAttributes(Marks.withStatus(memory.attributes(), Marks.REVOKED));
        Memory marked = memories.update(memory.withContent(content));
        if (counted) {
            memories.retract(marked, "run " + run + " was taken back");
        }
        retracted++;
        return counted;
    }

    /** Whether no later run has written to it. */
    private boolean isLastRun(Memory memory) {
        List<String> runs = Marks.runs(memory);
        return runs.get(runs.size() - 1).equals(run.value());
    }

    /** Whether its content is one that learning wrote, so far as that is its own: what supersedes a memory gives it an end. */
    private static boolean isAsLearned(Memory memory, List<MemoryRevision> history) {
        UnaryOperator<NewMemory> own =
                content -> memory.supersededBy() == null ? content : content.validBetween(content.validFrom(), null);
        NewMemory now = own.apply(memory.content());
        return history.stream()
                .map(MemoryRevision::memory)
                .anyMatch(then ->
                        Marks.isLearned(then) && own.apply(then.content()).equals(now));
    }

    /** Gives a memory the content back that it had before the run first wrote to it, and lets it count where the run closed it. */
    private void rewind(Memory memory, List<MemoryRevision> history) {
        if (!isLastRun(memory) || !isAsLearned(memory, history)) {
            kept += restored.containsKey(memory.id()) ? 0 : 1;
            return;
        }
        Memory before = history.get(firstOfRun(history) - 1).memory();
        if (before.isCurrent() && !memory.isCurrent() && isClosedByRun(history)) {
            restored.put(memory.id(), memories.restore(memory));
        }
        Memory now = restored.getOrDefault(memory.id(), memory);
        memories.update(now.withContent(contentBefore(before, now)));
        rewound += restored.containsKey(memory.id()) ? 0 : 1;
    }

    private boolean isClosedByRun(List<MemoryRevision> history) {
        MemoryRevision last = history.get(history.size() - 1);
        return last.change() == Change.RETRACTED
                && Objects.requireNonNullElse(last.reason(), "").endsWith("(run " + run + ")");
    }

    /** What has been superseded since keeps the end that this gave it. */
    private static NewMemory contentBefore(Memory before, Memory now) {
        Instant end = now.validTo();
        if (now.supersededBy() == null || end == null) {
            return before.content();
        }
        Instant begin = before.validFrom();
        return before.content().validBetween(begin, begin != null && end.isBefore(begin) ? begin : end);
    }
}

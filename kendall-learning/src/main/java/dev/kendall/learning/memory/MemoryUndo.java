package dev.kendall.learning.memory;

import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.MemoryRevision.Change;
import dev.kendall.memory.MemoryStore;
import dev.kendall.memory.NewMemory;
import dev.kendall.storage.Stores;
import dev.kendall.user.UserId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Takes one run back: first what it added, then what that had taken the place of, then what it wrote into others' memories. */
final class MemoryUndo {
    private final MemoryStore memories;
    private final KnownMemories known;
    private final RunId run;
    private int retracted;
    private int restored;
    private int rewound;
    private int kept;

    MemoryUndo(Stores stores, UserId user, RunId run) {
        this.memories = stores.memories();
        this.known = KnownMemories.read(stores, user);
        this.run = run;
    }

    UndoneRun undo() {
        Map<MemoryId, List<MemoryRevision>> added = new LinkedHashMap<>();
        for (Memory memory : known.memories()) {
            if (!Marks.runs(memory).contains(run.value()) || Marks.has(Marks.REVOKED, memory)) {
                continue;
            }
            List<MemoryRevision> history = memories.history(memory.user(), memory.id());
            int first = firstOfRun(history);
            if (first == 0) {
                added.put(memory.id(), history);
            } else if (first > 0) {
                rewind(memory, history, first);
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
                memories.restore(memory);
                restored++;
            }
        }
        return new UndoneRun(retracted, restored, rewound, kept);
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

    /** Lets what the run added stop counting; false where a later run confirmed it, or something newer is in its place. */
    private boolean revoke(Memory memory, List<MemoryRevision> history, Set<MemoryId> added) {
        boolean replacedSince = memory.supersededBy() != null && !added.contains(memory.supersededBy());
        boolean confirmedSince = memory.isCurrent() && !lastRun(history).equals(run.value());
        if (replacedSince || confirmedSince) {
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

    private static String lastRun(List<MemoryRevision> history) {
        List<String> runs = Marks.runs(history.get(history.size() - 1).memory());
        return runs.get(runs.size() - 1);
    }

    /** Gives a memory the content back that it had before the run first wrote to it, and lets it count where the run closed it. */
    private void rewind(Memory memory, List<MemoryRevision> history, int first) {
        Memory before = history.get(first - 1).memory();
        if (!lastRun(history).equals(run.value())) {
            kept++;
            return;
        }
        boolean closedByRun = before.isCurrent()
                && !memory.isCurrent()
                && history.get(history.size() - 1).change() == Change.RETRACTED
                && Objects.requireNonNullElse(history.get(history.size() - 1).reason(), "")
                        .endsWith("(run " + run + ")");
        Memory open = closedByRun ? memories.restore(memory) : memory;
        restored += closedByRun ? 1 : 0;
        memories.update(open.withContent(before.content()));
        rewound += closedByRun ? 0 : 1;
    }
}

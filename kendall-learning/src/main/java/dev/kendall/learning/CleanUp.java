package dev.kendall.learning;

import dev.kendall.job.JobRequest;
import dev.kendall.job.worker.JobContext;
import dev.kendall.job.worker.JobHandler;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryStore;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Lets memories go that are of no more use, each with the reason in its history: those that have expired, those that repeat another of the same type and
 * key word by word, and the least important and oldest of a user who has more than fit. They are retracted, not destroyed: they stay readable, and can be
 * restored. What has grown old in the histories of memories is forgotten.
 */
final class CleanUp implements JobHandler {
    static final String NAME = "learning.cleanup";

    private static final PageRequest PAGE = PageRequest.first(PageRequest.MAX_LIMIT);

    /** What goes first when there are too many. */
    private static final Comparator<Memory> LEAST_IMPORTANT = Comparator.comparing(Memory::importance)
            .thenComparing(Memory::recordedAt)
            .thenComparing(Memory::id);

    private final LearningOptions options;
    private final Tally tally;

    CleanUp(LearningOptions options, Tally tally) {
        this.options = options;
        this.tally = tally;
    }

    static JobRequest of(UserId user) {
        return JobRequest.of(NAME).withUser(user).withKey(NAME).withConcurrencyKey(Handover.ONE_AT_A_TIME);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String run(JobContext context) {
        UserId user = Objects.requireNonNull(context.job().user(), "user");
        Instant now = options.clock().instant();
        Cleaned cleaned = context.inTransaction(tx -> {
            List<Memory> current = new ArrayList<>();
            MemoryStore memories = tx.memories();
            Page.each(PAGE, page -> memories.list(user, MemoryFilter.current(), page))
                    .forEach(current::add);
            Map<Memory, String> reasons = reasons(current, now);
            reasons.forEach(memories::retract);
            DayNotes.forget(tx.state(), user, LocalDate.ofInstant(now, options.dayZone()));
            return new Cleaned(reasons.size(), tx.histories().trim(user, now.minus(options.historyRetention())));
        });
        tally.removedRevisions(cleaned.revisions());
        return cleaned.memories() + " memories, " + cleaned.revisions() + " old changes";
    }

    /** How many memories went, and how many entries of histories. */
    private record Cleaned(int memories, long revisions) {}

    /** What goes, and why. */
    private Map<Memory, String> reasons(List<Memory> current, Instant now) {
        Map<Memory, String> reasons = new LinkedHashMap<>();
        Map<List<String>, Memory> kept = new HashMap<>();
        List<Memory> left = new ArrayList<>();
        List<Memory> oldestFirst = current.stream()
                .sorted(Comparator.comparing(Memory::recordedAt).thenComparing(Memory::id))
                .toList();
        for (Memory memory : oldestFirst) {
            Memory same = kept.putIfAbsent(words(memory), memory);
            if (memory.expiresAt() != null && !now.isBefore(memory.expiresAt())) {
                kept.remove(words(memory), memory);
                reasons.put(memory, "expired at " + memory.expiresAt());
            } else if (same != null) {
                reasons.put(memory, "repeats memory " + same.id());
            } else {
                left.add(memory);
            }
        }
        left.sort(LEAST_IMPORTANT);
        int over = left.size() - options.memoryCapacity();
        for (Memory memory : left.subList(0, Math.max(0, over))) {
            reasons.put(memory, "the least important of more than " + options.memoryCapacity() + " memories");
        }
        return reasons;
    }

    private static List<String> words(Memory memory) {
        return List.of(
                memory.type().value(),
                memory.key(),
                memory.value().strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT));
    }
}

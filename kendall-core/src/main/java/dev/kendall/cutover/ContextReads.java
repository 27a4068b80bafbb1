package dev.kendall.cutover;

import dev.kendall.chat.Message;
import dev.kendall.context.ContextLimits;
import dev.kendall.context.ContextQuery;
import dev.kendall.context.TurnContext;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryType;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.List;

/**
 * The listings in a turn's context. They can be compared, unlike what is similar, which each side ranks in its own way. Most applications read nothing
 * but contexts: without these, nothing of theirs would be.
 */
final class ContextReads {
    private ContextReads() {}

    static List<AnsweredRead<?>> of(ContextQuery query, TurnContext context) {
        UserId user = query.user();
        ContextLimits limits = query.limits();
        List<AnsweredRead<?>> reads = new ArrayList<>(3);
        if (limits.recentMessages() > 0) {
            PageRequest page = PageRequest.first(limits.recentMessages());
            reads.add(new AnsweredRead<List<Message>>(
                    user,
                    Part.CHAT,
                    stores -> stores.chat().list(user, query.thread(), page).items(),
                    context.recent()));
        }
        if (limits.instructions() > 0) {
            PageRequest page = PageRequest.first(limits.instructions());
            MemoryFilter filter = MemoryFilter.recallable(query.now()).of(MemoryType.INSTRUCTION);
            reads.add(new AnsweredRead<List<Memory>>(
                    user,
                    Part.MEMORIES,
                    stores -> stores.memories().list(user, filter, page).items(),
                    context.instructions()));
        }
        if (limits.patterns() > 0) {
            PageRequest page = PageRequest.first(limits.patterns());
            reads.add(new AnsweredRead<List<Pattern>>(
                    user,
                    Part.PATTERNS,
                    stores -> stores.patterns()
                            .list(user, PatternFilter.active(), page)
                            .items(),
                    context.patterns()));
        }
        return reads;
    }
}

package dev.kendall.testkit.differential;

import dev.kendall.context.TurnContext;
import dev.kendall.search.Hit;
import dev.kendall.testkit.differential.Ranking.Precision;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A turn's context. What was searched for has to be what the same storage gives when its stores are asked one after the other, as searches
 * are compared by themselves; the rest is compared between the storages.
 *
 * @param composed the context that the storage's stores give
 */
record ReadContext(TurnContext context, TurnContext composed) implements Answer {
    @Override
    public @Nullable String differenceTo(Answer backend) {
        if (!(backend instanceof ReadContext other)) {
            return "the backend fails";
        }
        if (!exact(context).equals(exact(other.context))) {
            return new Plain(exact(context)).differenceTo(new Plain(exact(other.context)));
        }
        String similar = difference(other.composed.similar(), other.context.similar());
        if (similar != null) {
            return "similar messages, as its own search finds them and as they are in the context: " + similar;
        }
        String memories = difference(other.composed.memories(), other.context.memories());
        return memories == null
                ? null
                : "memories, as its own search finds them and as they are in the context: " + memories;
    }

    private static List<@Nullable Object> exact(TurnContext context) {
        return Arrays.asList(
                context.profile(),
                context.recent(),
                context.instructions(),
                context.patterns(),
                context.contacts(),
                context.unembedded(),
                context.semanticOff() == null);
    }

    private static <T> @Nullable String difference(List<Hit<T>> composed, List<Hit<T>> read) {
        return new Ranking<>(composed, composed.size(), Precision.DOUBLE)
                .differenceTo(new Ranking<>(read, read.size(), Precision.DOUBLE));
    }

    @Override
    public Object value() {
        return context;
    }

    @Override
    public String toString() {
        return Shown.of(context);
    }
}

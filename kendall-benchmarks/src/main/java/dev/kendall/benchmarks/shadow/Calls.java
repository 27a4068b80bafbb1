package dev.kendall.benchmarks.shadow;

import dev.kendall.benchmarks.synthetic.SyntheticUser;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.context.ContextLimits;
import dev.kendall.context.ContextQuery;
import dev.kendall.page.PageRequest;
import dev.kendall.search.SpaceVector;
import dev.kendall.storage.Storage;
import dev.kendall.thread.ThreadId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a user's chat calls. */
record Calls(Map<String, Call> reads, Map<String, Call> writes) {
    private static final int DIFFERENT = 200;
    private static final int PAGE = 20;
    private static final ThreadId WRITTEN = ThreadId.of("written");

    /** One call. */
    @FunctionalInterface
    interface Call {
        /** Makes it; counted from 0. */
        void on(Storage storage, int time);
    }

    /** The calls of a user who has {@value ShadowBenchmark#THREADS} threads. */
    static Calls of(SyntheticUser user) {
        List<String> texts = user.incoming(DIFFERENT);
        List<SpaceVector> vectors =
                Stream.generate(user.embeddings()::next).limit(DIFFERENT).toList();
        Map<String, Call> reads = new LinkedHashMap<>();
        reads.put(
                "listing " + PAGE + " messages",
                (storage, time) ->
                        storage.chat().list(SyntheticUser.ID, MessageFilter.in(thread(time)), PageRequest.first(PAGE)));
        reads.put(
                "a turn's context",
                (storage, time) -> storage.context()
                        .read(new ContextQuery(
                                SyntheticUser.ID,
                                thread(time),
                                texts.get(time % DIFFERENT),
                                vectors.get(time % DIFFERENT),
                                SyntheticUser.NOW,
                                ContextLimits.defaults())));
        return new Calls(
                reads,
                Map.of(
                        "storing a message",
                        (storage, time) -> storage.chat()
                                .append(
                                        SyntheticUser.ID,
                                        WRITTEN,
                                        List.of(NewMessage.user(texts.get(time % DIFFERENT))))));
    }

    private static ThreadId thread(int time) {
        return SyntheticUser.thread(time % ShadowBenchmark.THREADS);
    }
}

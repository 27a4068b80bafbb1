package dev.kendall.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.fixture.SequentialIds;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadRankingTest {
    private static final UserId USER = UserId.of("u");
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");
    private static final Map<String, Instant> LAST_ACTIVE =
            Map.of("a", TIME, "b", TIME.plusSeconds(1), "c", TIME.plusSeconds(1));

    private int ids;

    private Hit<Message> hit(String thread, double score) {
        Message message = new Message(
                USER,
                ThreadId.of(thread),
                new MessageId(SequentialIds.id(++ids)),
                Role.USER,
                MessageType.TEXT,
                null,
                "x",
                TIME,
                Attributes.none());
        return new Hit<>(message, score, new Explanation(new Explanation.ArmRank(ids, score), null));
    }

    private static ChatThread thread(ThreadId id) {
        return new ChatThread(USER, id, null, Attributes.none(), TIME, LAST_ACTIVE.get(id.value()), 1);
    }

    private static List<Hit<ThreadMatch>> rank(int limit, List<Hit<Message>> hits) {
        return ThreadRanking.rank(hits, ThreadRankingTest::thread, limit);
    }

    @Test
    void a_conversation_scores_the_sum_of_its_best_three_messages() {
        List<Hit<Message>> hits =
                List.of(hit("a", 0.9), hit("b", 0.8), hit("b", 0.7), hit("b", 0.6), hit("b", 0.5), hit("a", 0.4));

        List<Hit<ThreadMatch>> ranked = rank(10, hits);

        assertThat(ranked)
                .extracting(match -> match.item().thread().id().value())
                .containsExactly("b", "a");
        assertThat(ranked.get(0).score()).isCloseTo(2.1, within(1e-9));
        assertThat(ranked.get(0).item().best()).containsExactly(hits.get(1), hits.get(2), hits.get(3));
        assertThat(ranked.get(0).explain()).isEqualTo(hits.get(1).explain());
        assertThat(ranked.get(1).score()).isCloseTo(1.3, within(1e-9));
    }

    @Test
    void equal_conversations_are_latest_first_then_by_id() {
        assertThat(rank(10, List.of(hit("a", 0.5), hit("c", 0.5), hit("b", 0.5))))
                .extracting(match -> match.item().thread().id().value())
                .containsExactly("b", "c", "a");
    }

    @Test
    void only_the_best_are_kept() {
        assertThat(rank(1, List.of(hit("a", 0.5), hit("b", 0.3), hit("b", 0.3))))
                .extracting(match -> match.item().thread().id().value())
                .containsExactly("b");
        assertThat(rank(1, List.of())).isEmpty();
    }
}

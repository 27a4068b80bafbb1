package dev.kendall.benchmarks.postgres.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kendall.benchmarks.synthetic.SyntheticUser;
import dev.kendall.chat.Message;
import dev.kendall.entity.EntityRef;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.NewVector;
import dev.kendall.thread.ThreadId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatsTest {
    private final Chats chats = new Chats(3, 100);

    private static <T> List<T> all(Iterator<T> rows) {
        List<T> all = new ArrayList<>();
        rows.forEachRemaining(all::add);
        return all;
    }

    @Test
    void everyUserHasAsManyMessagesInWholeThreads() {
        List<Message> messages = all(chats.messagesInOrder());

        assertThat(messages).hasSize(300);
        for (int user = 0; user < 3; user++) {
            int index = user;
            assertThat(messages)
                    .filteredOn(message -> message.user().equals(Chats.user(index)))
                    .hasSize(100)
                    .filteredOn(message -> message.thread().equals(ThreadId.of("thread-1")))
                    .hasSize(Chats.PER_THREAD);
        }
        assertThat(messages).isSortedAccordingTo((a, b) -> a.createdAt().compareTo(b.createdAt()));
        assertThat(messages.get(299).createdAt()).isBefore(SyntheticUser.NOW);
    }

    @Test
    void everyPassGivesTheSameMessages() {
        assertThat(all(chats.messagesInOrder())).isEqualTo(all(chats.messagesInOrder()));
    }

    @Test
    void everyMessageHasAVectorOfItsText() {
        List<Message> messages = all(chats.messagesInOrder());
        List<NewVector> vectors = all(chats.vectorsInOrder());

        assertThat(vectors).hasSameSizeAs(messages);
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            assertThat(vectors.get(i).source()).isEqualTo(EntityRef.of(message.user(), message.id()));
            assertThat(vectors.get(i).text()).isEqualTo(EmbeddingText.of(message));
        }
    }

    @Test
    void questionsAreOfTheSameWords() {
        HashSet<String> words = new HashSet<>();
        new Chats(20, 100)
                .messagesInOrder()
                .forEachRemaining(message -> words.addAll(List.of(message.text().split(" "))));

        assertThat(Chats.questions())
                .hasSize(500)
                .allSatisfy(question -> assertThat(words).containsAnyOf(question.split(" ")));
    }

    @Test
    void refusesPartsOfThreads() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Chats(1, 120)).withMessageContaining("120");
    }
}

package dev.kendall.benchmarks.postgres.retrieval;

import dev.kendall.attributes.Attributes;
import dev.kendall.benchmarks.synthetic.SyntheticEmbeddings;
import dev.kendall.benchmarks.synthetic.SyntheticText;
import dev.kendall.benchmarks.synthetic.SyntheticUser;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.entity.EntityRef;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.NewVector;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.UUID;

/**
 * The chats of users who have as many messages each, in threads of {@value #PER_THREAD}, with a vector for each message; the same at each
 * pass. A thread of one user comes after a thread of another, so that no user's rows lie side by side.
 *
 * @param messagesEach a multiple of {@value #PER_THREAD}
 */
record Chats(int users, int messagesEach) {
    static final int PER_THREAD = 50;

    private static final long SEED = 20_260_101;
    private static final int TEXTS = 500;

    Chats {
        if (messagesEach % PER_THREAD != 0) {
            throw new IllegalArgumentException(messagesEach + " messages are no whole threads of " + PER_THREAD);
        }
    }

    int messages() {
        return users * messagesEach;
    }

    static UserId user(int index) {
        return UserId.of("user-" + index);
    }

    /** All messages, the oldest first, one a second. */
    Iterator<Message> messagesInOrder() {
        return new Pass();
    }

    /** Their vectors, in the same order. */
    Iterator<NewVector> vectorsInOrder() {
        SyntheticEmbeddings embeddings = model();
        Pass messages = new Pass();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return messages.hasNext();
            }

            @Override
            public NewVector next() {
                Message message = messages.next();
                return new NewVector(
                        EntityRef.of(message.user(), message.id()), EmbeddingText.of(message), embeddings.next());
            }
        };
    }

    /** Gives a text, in constant time, a vector of the topics that the messages are about. */
    static SyntheticEmbeddings model() {
        return new SyntheticEmbeddings(new Random(SEED));
    }

    /** {@value #TEXTS} texts of 4 to 25 words to search for. */
    static List<String> questions() {
        // Of the words that the messages are made of.
        Random random = new Random(SEED);
        SyntheticText texts = new SyntheticText(random);
        random.setSeed(SEED + 1);
        List<String> questions = new ArrayList<>(TEXTS);
        for (int i = 0; i < TEXTS; i++) {
            questions.add(texts.sentence(4, 25));
        }
        return questions;
    }

    private final class Pass implements Iterator<Message> {
        private final Random random = new Random(SEED);
        private final SyntheticText texts = new SyntheticText(random);
        /** Whose thread comes when. */
        private final List<Integer> order = new ArrayList<>();
        /** How many of each user's messages have come. */
        private final int[] come = new int[users];

        private final Instant first = SyntheticUser.NOW.minusSeconds(messages());
        private int at;

        Pass() {
            for (int user = 0; user < users; user++) {
                order.addAll(Collections.nCopies(messagesEach / PER_THREAD, user));
            }
            Collections.shuffle(order, new Random(SEED));
        }

        @Override
        public boolean hasNext() {
            return at < messages();
        }

        @Override
        public Message next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int user = order.get(at / PER_THREAD);
            int ofUser = come[user]++;
            Instant time = first.plusSeconds(at);
            at++;
            return new Message(
                    user(user),
                    ThreadId.of("thread-" + ofUser / PER_THREAD),
                    new MessageId(
                            new UUID(time.toEpochMilli() << 16 | 0x7000, random.nextLong() >>> 2 | Long.MIN_VALUE)),
                    ofUser % 2 == 0 ? Role.USER : Role.ASSISTANT,
                    MessageType.TEXT,
                    null,
                    texts.sentence(4, 40),
                    time,
                    Attributes.none());
        }
    }
}

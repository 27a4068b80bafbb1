package dev.kendall.benchmarks.postgres.turn;

import dev.kendall.benchmarks.synthetic.SyntheticEmbeddings;
import dev.kendall.benchmarks.synthetic.SyntheticUser;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.context.ContextLimits;
import dev.kendall.context.ContextQuery;
import dev.kendall.entity.EntityRef;
import dev.kendall.id.IdGenerator;
import dev.kendall.search.NewVector;
import dev.kendall.search.SpaceVector;
import dev.kendall.storage.Change;
import dev.kendall.storage.Stores;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.TurnWrite;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** One user with a history, and the turns it takes: {@value #DIFFERENT} different ones, again and again. Reading them is thread-safe. */
final class UserTurns {
    /** So many texts and vectors that no one of them decides. */
    static final int DIFFERENT = 200;

    private final UserId user;
    private final int threads;
    private final List<String> texts;
    private final List<SpaceVector> vectors;

    private UserTurns(UserId user, SyntheticUser history, int threads) {
        this.user = user;
        this.threads = threads;
        this.texts = history.incoming(DIFFERENT);
        this.vectors =
                Stream.generate(history.embeddings()::next).limit(DIFFERENT).toList();
    }

    /**
     * Writes the user's profile and history.
     *
     * @param messages how many, in threads of 40
     */
    static UserTurns write(TransactionalStorage storage, UserId user, int messages) {
        SyntheticUser history = new SyntheticUser(user, user.value().hashCode());
        int threads = Math.max(1, Math.min(200, messages / 40));
        // Before the transaction, as others write at the same time.
        storage.vectors().addSpace(SyntheticEmbeddings.SPACE);
        return storage.inTransaction(tx -> {
            write(tx, user, history, messages, threads);
            return new UserTurns(user, history, threads);
        });
    }

    private static void write(Stores storage, UserId user, SyntheticUser history, int messages, int threads) {
        storage.users()
                .save(
                        user,
                        Profile.builder()
                                .fullName("Synthetic User")
                                .nickname("Syn")
                                .email(user + "@example.com")
                                .zone(ZoneId.of("Europe/Berlin"))
                                .traits(List.of("brief", "curious"))
                                .instructions("Answer in two sentences.")
                                .build());
        history.writeTo(storage, messages, threads);
    }

    UserId user() {
        return user;
    }

    ContextQuery query(int turn) {
        return new ContextQuery(
                user,
                SyntheticUser.thread(turn % threads),
                texts.get(turn % DIFFERENT),
                vectors.get(turn % DIFFERENT),
                SyntheticUser.NOW,
                ContextLimits.defaults());
    }

    /** A turn as it is stored: question and answer with their vectors, and the event. */
    TurnWrite write(int turn, IdGenerator ids) {
        MessageId question = new MessageId(ids.next());
        MessageId answer = new MessageId(ids.next());
        String asked = texts.get(turn % DIFFERENT);
        String answered = texts.get((turn + 1) % DIFFERENT);
        return new TurnWrite(
                user,
                SyntheticUser.thread(turn % threads),
                List.of(
                        NewMessage.user(asked).withId(question).withCreatedAt(SyntheticUser.NOW),
                        NewMessage.assistant(answered)
                                .withId(answer)
                                .withCreatedAt(SyntheticUser.NOW.plus(Duration.ofSeconds(2)))),
                List.of(
                        new NewVector(EntityRef.of(user, question), asked, vectors.get(turn % DIFFERENT)),
                        new NewVector(EntityRef.of(user, answer), answered, vectors.get((turn + 1) % DIFFERENT))),
                new Change.TurnCompleted(user, SyntheticUser.thread(turn % threads), question, answer, List.of()));
    }
}

package dev.kendall.learning;

import dev.kendall.Kendall;
import dev.kendall.chat.Message;
import dev.kendall.job.Job;
import dev.kendall.job.JobFilter;
import dev.kendall.learning.memory.Claim;
import dev.kendall.learning.memory.Evidence;
import dev.kendall.learning.memory.Extraction;
import dev.kendall.learning.memory.Facet;
import dev.kendall.learning.memory.MemoryExtractor;
import dev.kendall.learning.memory.MemoryWindow;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A loop that does something only when it is told, on a storage and a clock of its own. */
abstract class LoopFixture {
    static final UserId ANNA = UserId.of("anna");
    static final UserId BEN = UserId.of("ben");
    static final ThreadId HOME = ThreadId.of("home");
    static final PageRequest ALL = PageRequest.first(1_000);

    final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    final InMemoryStorage storage = InMemoryStorage.builder().clock(clock).build();
    final Kendall kendall = Kendall.builder(storage).clock(clock).open();

    LearningOptions.Builder options() {
        return LearningOptions.builder().clock(clock);
    }

    LearningLoop loop(LearningOptions.Builder options) {
        return LearningLoop.of(kendall, options.build());
    }

    /** A loop on this storage, which is {@link #storage} with something between. */
    LearningLoop loopOn(TransactionalStorage other) {
        return LearningLoop.of(
                Kendall.builder(other).clock(clock).open(), options().build());
    }

    /** A turn, and what the loop does at once and when the thread has gone quiet. */
    void learnFrom(LearningLoop loop, UserId user, String text) {
        turn(user, text);
        settle(loop);
    }

    void turn(UserId user, String text) {
        kendall.turn(user, HOME, text).complete("I see.");
        clock.advance(Duration.ofSeconds(5));
    }

    void settle(LearningLoop loop) {
        loop.runOnce();
        clock.advance(Duration.ofMinutes(1));
        loop.runOnce();
    }

    /** Time goes by, and the loop looks around every ten minutes. */
    void goBy(LearningLoop loop, Duration time) {
        for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plusMinutes(10)) {
            clock.advance(Duration.ofMinutes(10));
            loop.runOnce();
        }
    }

    /** What counts of a user, in order of the keys. */
    List<String> facts(UserId user) {
        return storage.memories().list(user, MemoryFilter.current(), ALL).items().stream()
                .map(memory -> memory.key() + " = " + memory.value())
                .sorted()
                .toList();
    }

    List<Job> jobs(String handler) {
        return storage.jobs().list(JobFilter.all().withHandler(handler), ALL).items();
    }

    /** Claims of every message of the user that the user likes what a function says of it; nothing where it says nothing. */
    static MemoryExtractor liking(String name, Function<Message, String> liked) {
        return new MemoryExtractor() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Extraction extract(MemoryWindow window) {
                List<Claim> claims = new ArrayList<>();
                for (Message message : window.evidence()) {
                    String value = liked.apply(message);
                    if (!value.isEmpty()) {
                        claims.add(Claim.stated(Facet.LIKES, value, Evidence.of(message, message.text())));
                    }
                }
                return Extraction.of(claims);
            }
        };
    }

    /** The last word of a message. */
    static String lastWord(Message message) {
        return message.text().substring(message.text().lastIndexOf(' ') + 1);
    }

    /** What a call is answered with instead. */
    interface Answer {
        @Nullable
        Object to(Object[] arguments) throws Throwable;
    }

    /** The same, but calls of one name are answered otherwise. */
    static <T> T instead(Class<T> type, T real, String name, Answer answer) {
        Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            Object[] arguments = given == null ? new Object[0] : given;
            if (method.getName().equals(name)) {
                return answer.to(arguments);
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw Objects.requireNonNull(e.getCause());
            }
        });
        return type.cast(proxy);
    }

    /** The same, but its transactions are others. */
    static TransactionalStorage inTransactions(TransactionalStorage real, UnaryOperator<Transaction> other) {
        return instead(TransactionalStorage.class, real, "inTransaction", arguments -> {
            TransactionalStorage.Work<?, ?> work = (TransactionalStorage.Work<?, ?>) arguments[0];
            return real.inTransaction(tx -> work.run(other.apply(tx)));
        });
    }
}

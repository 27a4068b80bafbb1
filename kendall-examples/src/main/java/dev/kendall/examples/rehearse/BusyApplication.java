package dev.kendall.examples.rehearse;

import dev.kendall.Kendall;
import dev.kendall.chat.MessageId;
import dev.kendall.user.UserId;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Writers that talk at a steady rate until they are to end. Then what was acknowledged is looked for. */
final class BusyApplication implements Consumer<Kendall> {
    private static final int WRITERS = 4;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);
    /** Longer than a call of Airtable takes with everything that it waits for. */
    private static final Duration LAST_TURNS = Duration.ofMinutes(2);

    private final List<UserId> users;
    private final Pace pace;
    private final InstantSource clock;
    private final PrintWriter out;
    private final TurnCount count;
    private final Acknowledged acknowledged = new Acknowledged();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private boolean complete;

    /**
     * How fast it talks, and for how long.
     *
     * @param turnsPerMinute of all users together
     * @param most it ends then, or when that is asked for
     */
    record Pace(int turnsPerMinute, Duration most, Ending ending) {
        Duration betweenTurnsOfOneOf(int writers) {
            return Duration.ofMinutes(1).multipliedBy(writers).dividedBy(turnsPerMinute);
        }
    }

    BusyApplication(List<UserId> users, Pace pace, InstantSource clock, PrintWriter out) {
        this.users = List.copyOf(users);
        this.pace = pace;
        this.clock = clock;
        this.out = out;
        this.count = new TurnCount(out);
    }

    /** Whether everything is there that was acknowledged; to be asked at the end. */
    boolean isComplete() {
        return complete;
    }

    @Override
    public void accept(Kendall kendall) {
        List<Thread> threads = start(kendall);
        long begin = System.nanoTime();
        Duration left = pace.most();
        while (left.compareTo(BETWEEN_LINES) > 0 && !pace.ending().await(BETWEEN_LINES)) {
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            say(took.toMinutes() + " min " + took.toSecondsPart() + " s: " + count.line() + ".");
            left = pace.most().minus(took);
        }
        pace.ending().await(left);
        say("Ending ...");
        stopping.countDown();
        threads.forEach(BusyApplication::join);
        say("There were " + count.line() + ".");
        check(kendall);
    }

    private List<Thread> start(Kendall kendall) {
        int writers = Math.min(WRITERS, users.size());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            List<UserId> own = new ArrayList<>();
            for (int j = i; j < users.size(); j += writers) {
                own.add(users.get(j));
            }
            Writer writer = new Writer(kendall, own, clock, acknowledged);
            Duration before = pace.betweenTurnsOfOneOf(writers).multipliedBy(i).dividedBy(writers);
            Thread thread = new Thread(
                    () -> talk(writer, before, pace.betweenTurnsOfOneOf(writers)), "kendall-rehearsal-writer-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private void talk(Writer writer, Duration before, Duration between) {
        Duration pause = before;
        while (!isStopping(pause)) {
            long begin = System.nanoTime();
            UserId user = writer.anyUser();
            try {
                writer.talk(user);
                count.done(System.nanoTime() - begin);
            } catch (RuntimeException e) {
                count.failed(user, e);
            }
            Duration left = between.minusNanos(System.nanoTime() - begin);
            pause = left.isNegative() ? Duration.ZERO : left;
        }
    }

    private boolean isStopping(Duration pause) {
        try {
            return stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(LAST_TURNS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(Kendall kendall) {
        List<MessageId> missing = acknowledged.missing(kendall.storage().chat());
        complete = missing.isEmpty();
        say(
                complete
                        ? "Each of their " + acknowledged.count() + " messages is there."
                        : missing.size() + " of their " + acknowledged.count() + " messages are missing: " + missing
                                + ".");
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}

package dev.kendall.learning.extraction;

import dev.kendall.internal.Checks;
import dev.kendall.learning.extraction.ExtractorOutcome.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls one extractor, and lets it do no harm: when it throws, even an {@link Error}, or takes too long, that is what is reported of it.
 *
 * <p>A call that takes too long is interrupted and given up. While as many such calls as are allowed run on all the same, the extractor is not asked
 * again, so that one that heeds no interrupt costs no more threads. Calls that are not given up may be as many as there are callers.
 *
 * <p>Thread-safe. What an extractor keeps in memory is not limited: it runs in this process, and a host trusts the code it adds.
 *
 * @param <E> the kind of extractor
 */
public final class ExtractorGuard<E> {
    private final E extractor;
    private final String name;
    private final GuardTerms terms;
    /** How many calls were given up and still run. */
    private final AtomicInteger stuck = new AtomicInteger();

    private ExtractorGuard(E extractor, String name, GuardTerms terms) {
        this.extractor = extractor;
        this.name = name;
        this.terms = terms;
    }

    /**
     * A guard for each of these extractors, in their order.
     *
     * @param name tells an extractor's name; it is asked once
     * @throws IllegalArgumentException when a name is not 1 to 64 of {@code a-z 0-9 _}, beginning with a letter, or two have the same
     */
    public static <E> List<ExtractorGuard<E>> of(
            List<? extends E> extractors, Function<? super E, String> name, GuardTerms terms) {
        Objects.requireNonNull(terms, "terms");
        List<ExtractorGuard<E>> guards = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (E extractor : extractors) {
            String called = Checks.slug("extractor name", name.apply(extractor));
            if (!names.add(called)) {
                throw new IllegalArgumentException("two extractors are named " + called + "; give one another name");
            }
            guards.add(new ExtractorGuard<>(extractor, called, terms));
        }
        return List.copyOf(guards);
    }

    /** The extractor's name. */
    public String name() {
        return name;
    }

    /** Whether the extractor is not asked, because as many of its calls as are allowed still run after they were given up. */
    public boolean isBusy() {
        return stuck.get() >= terms.maxStuck();
    }

    /** How a call ends while it {@link #isBusy}. */
    public ExtractorOutcome busy() {
        String problem = "extractor " + name + " was not asked: " + terms.maxStuck()
                + " of its calls still run after they were given up; make it end when it is interrupted";
        return ExtractorOutcome.done(name, Duration.ZERO).endedAs(Status.BUSY, null, problem);
    }

    /**
     * Asks the extractor, and waits for its answer.
     *
     * @param question what is asked, on a thread of the executor's; it should also take to pieces what a foreign extractor returns
     * @throws InterruptedException when the calling thread is interrupted; the call is given up
     * @throws java.util.concurrent.RejectedExecutionException when the executor takes no more
     */
    public <R> GuardedCall<R> call(Function<? super E, ? extends @Nullable R> question) throws InterruptedException {
        return call(question, any -> ModelTokens.NONE);
    }

    /**
     * Asks an extractor that may ask a model, and waits for its answer. A model's provider bills calls that are given up as well, but nobody hears how
     * much: where the extractor is given up, or the model that it asked took too long, the outcome costs what asking costs by estimate, or what is known
     * of the calls before where that is more.
     *
     * @param question what is asked, on a thread of the executor's; it should also take to pieces what a foreign extractor returns
     * @param estimate about what an answer costs; where it throws, nothing
     * @throws InterruptedException when the calling thread is interrupted; the call is given up
     * @throws java.util.concurrent.RejectedExecutionException when the executor takes no more
     */
    public <R> GuardedCall<R> call(
            Function<? super E, ? extends @Nullable R> question, Function<? super E, ModelTokens> estimate)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (isBusy()) {
            return new GuardedCall<>(null, busy());
        }
        long begin = System.nanoTime();
        Call<R> call = new Call<>(question);
        terms.executor().execute(call);
        try {
            R answer = call.task.get(terms.timeLimit().toNanos(), TimeUnit.NANOSECONDS);
            ExtractorOutcome done = done(begin);
            return answer == null
                    ? new GuardedCall<>(
                            null, done.endedAs(Status.FAILED, "null", "extractor " + name + " returned null"))
                    : new GuardedCall<>(answer, done);
        } catch (ExecutionException e) {
            Throwable thrown = Objects.requireNonNullElse(e.getCause(), e);
            ExtractorOutcome failed = ExtractorOutcome.failed(name, since(begin), thrown);
            boolean tookLong = failed.status() == Status.TIMED_OUT;
            return new GuardedCall<>(
                    null, tookLong ? failed.with(failed.tokens().atLeast(estimated(estimate))) : failed);
        } catch (TimeoutException e) {
            call.giveUp();
            String why = call.begun ? " did not end" : " found no free thread";
            String problem = "extractor " + name + why + " within " + terms.timeLimit() + ", and was given up";
            ExtractorOutcome givenUp = done(begin).endedAs(Status.TIMED_OUT, null, problem);
            return new GuardedCall<>(null, call.begun ? givenUp.with(estimated(estimate)) : givenUp);
        } catch (InterruptedException e) {
            call.giveUp();
            throw e;
        }
    }

    private ModelTokens estimated(Function<? super E, ModelTokens> estimate) {
        try {
            return estimate.apply(extractor);
        } catch (RuntimeException | Error e) {
            return ModelTokens.NONE; // Foreign code, of which nothing hangs but a number.
        }
    }

    private ExtractorOutcome done(long begin) {
        return ExtractorOutcome.done(name, since(begin));
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public String toString() {
        return "ExtractorGuard[" + name + "]";
    }

    /** One call. It is counted as stuck from when it is given up until it really ends, however long that takes. */
    private final class Call<R> implements Runnable {
        private static final int RUNNING = 0;
        private static final int ENDED = 1;
        private static final int GIVEN_UP = 2;

        private final FutureTask<@Nullable R> task;
        private final AtomicInteger state = new AtomicInteger(RUNNING);
        private volatile boolean begun;

        Call(Function<? super E, ? extends @Nullable R> question) {
            task = new FutureTask<>(() -> {
                begun = true;
                return question.apply(extractor);
            });
        }

        @Override
        public void run() {
            task.run();
            if (!state.compareAndSet(RUNNING, ENDED)) {
                stuck.decrementAndGet();
            }
        }

        void giveUp() {
            if (state.compareAndSet(RUNNING, GIVEN_UP)) {
                stuck.incrementAndGet();
            }
            task.cancel(true);
        }
    }
}

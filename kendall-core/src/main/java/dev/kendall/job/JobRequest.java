package dev.kendall.job;

import dev.kendall.internal.Checks;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done later: a handler's name and a small text for it, never code.
 *
 * <pre>{@code
 * jobs.enqueue(JobRequest.of("learning.thread")
 *         .withUser(user)
 *         .withKey(thread.value())
 *         .withPayload("{\"thread\":\"web-7\"}")
 *         .withDebounce(Debounce.of(Duration.ofSeconds(30))));
 * }</pre>
 *
 * @param handler who does it, by name: 1 to 64 of a-z, 0-9, '.', '-' and '_', beginning with a letter
 * @param user whose it is, or null: nobody's. A user's jobs go with the user when it is erased
 * @param key of the jobs of one user and handler with one key, only one waits at a time; 1 to 256 characters, or null: any number
 * @param payload what the handler reads, JSON by convention and not looked into; at most 16,384 characters
 * @param delay how long after now it is due, at most 365 days; zero where {@code dueAt} or {@code debounce} says when
 * @param dueAt when it is due, or null: after the delay
 * @param debounce lets it wait until nobody has asked for it for a while, or null; needs a key
 * @param idempotency makes asking twice the same as asking once, or null; not together with a key
 * @param priority by how much it goes before others that are due: as if it had been due so much earlier; at most 1 hour
 * @param concurrencyKey of the jobs of one user with one of these, only one runs at a time; 1 to 512 characters. Null: the handler and the key,
 *     and without a key any number run
 * @param ttl how long after it is due it may begin, 1 millisecond to 365 days, or null: at any time. One that has not begun by then never does
 * @param tags what it is found by; at most 10 of at most 128 characters, in alphabetical order
 */
public record JobRequest(
        String handler,
        @Nullable UserId user,
        @Nullable String key,
        String payload,
        Duration delay,
        @Nullable Instant dueAt,
        @Nullable Debounce debounce,
        @Nullable Idempotency idempotency,
        Duration priority,
        @Nullable String concurrencyKey,
        @Nullable Duration ttl,
        List<String> tags) {
    /** The longest payload, in characters. */
    public static final int MAX_PAYLOAD = 16_384;

    /** Checks the fields, and sorts the tags. */
    public JobRequest {
        JobLimits.handler(handler);
        Checks.filledOrNull("job key", key, JobLimits.KEY);
        Checks.text("payload", payload, MAX_PAYLOAD);
        delay = JobLimits.duration("delay", delay, Duration.ZERO, JobLimits.LONGEST);
        dueAt = Checks.timeOrNull("due at", dueAt);
        boolean twice = !delay.isZero() && (dueAt != null || debounce != null) || dueAt != null && debounce != null;
        if (twice) {
            throw new IllegalArgumentException("a job has a delay, a due time or a debounce; not two of them");
        }
        if (debounce != null && key == null) {
            throw new IllegalArgumentException(
                    "a debounce needs a key: without one, nobody can ask for the same job again");
        }
        if (idempotency != null && key != null) {
            throw new IllegalArgumentException(
                    "a job has a key or an idempotency key, not both: the one lets a later request count,"
                            + " the other does not");
        }
        priority = JobLimits.duration("priority", priority, Duration.ZERO, JobLimits.LARGEST_PRIORITY);
        Checks.filledOrNull("concurrency key", concurrencyKey, JobLimits.CONCURRENCY_KEY);
        ttl = ttl == null ? null : JobLimits.duration("time to live", ttl, Duration.ofMillis(1), JobLimits.LONGEST);
        tags = List.copyOf(new TreeSet<>(tags));
        Checks.range("number of tags", tags.size(), 0, JobLimits.TAGS);
        tags.forEach(tag -> Checks.filled("tag", tag, JobLimits.TAG));
    }

    /** A job for this handler, due now, of nobody and without a payload. */
    public static JobRequest of(String handler) {
        return new JobRequest(
                handler, null, null, "", Duration.ZERO, null, null, null, Duration.ZERO, null, null, List.of());
    }

    /** This job, of this user. */
    public JobRequest withUser(@Nullable UserId user) {
        return new JobRequest(
                handler, user, key, payload, delay, dueAt, debounce, idempotency, priority, concurrencyKey, ttl, tags);
    }

    /** This job under this key, of which only one waits. */
    public JobRequest withKey(@Nullable String key) {
        return new JobRequest(
                handler, user, key, payload, delay, dueAt, debounce, idempotency, priority, concurrencyKey, ttl, tags);
    }

    /** This job with something for its handler to read. */
    public JobRequest withPayload(String payload) {
        return new JobRequest(
                handler, user, key, payload, delay, dueAt, debounce, idempotency, priority, concurrencyKey, ttl, tags);
    }

    /** This job, due so much after now. */
    public JobRequest withDelay(Duration delay) {
        return new JobRequest(
                handler, user, key, payload, delay, null, null, idempotency, priority, concurrencyKey, ttl, tags);
    }

    /** This job, due then. */
    public JobRequest withDueAt(Instant dueAt) {
        Objects.requireNonNull(dueAt, "dueAt");
        return new JobRequest(
                handler,
                user,
                key,
                payload,
                Duration.ZERO,
                dueAt,
                null,
                idempotency,
                priority,
                concurrencyKey,
                ttl,
                tags);
    }

    /** This job, due once nobody has asked for it for a while. */
    public JobRequest withDebounce(Debounce debounce) {
        Objects.requireNonNull(debounce, "debounce");
        return new JobRequest(
                handler,
                user,
                key,
                payload,
                Duration.ZERO,
                null,
                debounce,
                idempotency,
                priority,
                concurrencyKey,
                ttl,
                tags);
    }

    /** This job, there once however often it is asked for. */
    public JobRequest withIdempotency(String key, Duration ttl) {
        return new JobRequest(
                handler,
                user,
                this.key,
                payload,
                delay,
                dueAt,
                debounce,
                new Idempotency(key, ttl),
                priority,
                concurrencyKey,
                this.ttl,
                tags);
    }

    /** This job, going before others as if it had been due so much earlier. */
    public JobRequest withPriority(Duration priority) {
        return new JobRequest(
                handler, user, key, payload, delay, dueAt, debounce, idempotency, priority, concurrencyKey, ttl, tags);
    }

    /** This job, never running beside another of its user with this concurrency key. */
    public JobRequest withConcurrencyKey(@Nullable String concurrencyKey) {
        return new JobRequest(
                handler, user, key, payload, delay, dueAt, debounce, idempotency, priority, concurrencyKey, ttl, tags);
    }

    /** This job, never to begin later than so much after it is due. */
    public JobRequest withTtl(@Nullable Duration ttl) {
        return new JobRequest(
                handler, user, key, payload, delay, dueAt, debounce, idempotency, priority, concurrencyKey, ttl, tags);
    }

    /** This job with these tags. */
    public JobRequest withTags(String... tags) {
        return new JobRequest(
                handler,
                user,
                key,
                payload,
                delay,
                dueAt,
                debounce,
                idempotency,
                priority,
                concurrencyKey,
                ttl,
                Arrays.asList(tags));
    }

    /** What no other job of the user may have while it runs; null: nothing. */
    public @Nullable String effectiveConcurrencyKey() {
        return concurrencyKey != null || key == null ? concurrencyKey : handler + "/" + key;
    }

    /** When it is due, asked for now and for the first time. */
    public Instant dueFrom(Instant now) {
        if (dueAt != null) {
            return dueAt;
        }
        return Checks.time("due time", now.plus(debounce != null ? debounce.quiet() : delay));
    }

    /** How far other requests can put it off. */
    public Instant latestFrom(Instant now) {
        return debounce == null ? dueFrom(now) : Checks.time("latest time", now.plus(debounce.latest()));
    }

    /** Without the payload: what it holds has no place in a log. */
    @Override
    public String toString() {
        return "JobRequest[" + handler + (user == null ? "" : " of " + user) + (key == null ? "" : ", key " + key)
                + "]";
    }
}

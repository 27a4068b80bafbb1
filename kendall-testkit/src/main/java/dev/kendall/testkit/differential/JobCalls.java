package dev.kendall.testkit.differential;

import dev.kendall.chat.NewMessage;
import dev.kendall.job.Debounce;
import dev.kendall.job.JobClaim;
import dev.kendall.job.JobFilter;
import dev.kendall.job.JobId;
import dev.kendall.job.JobLease;
import dev.kendall.job.JobOutcome;
import dev.kendall.job.JobQueue;
import dev.kendall.job.JobRequest;
import dev.kendall.job.JobRun;
import dev.kendall.job.JobStatus;
import dev.kendall.storage.Stores;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.TurnWrite;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls on the queue of jobs and on its leases: few handlers and keys, so that jobs are in each other's way. */
final class JobCalls {
    private static final List<String> HANDLERS = List.of("learn", "tidy");
    private static final List<Set<String>> CLAIMED =
            List.of(Set.of("learn", "tidy"), Set.of("learn", "tidy"), Set.of("learn"), Set.of("tidy"), Set.of("other"));
    private static final List<String> KEYS = List.of("home", "😀 '\"\\");
    private static final List<Duration> SHORT =
            List.of(Duration.ofNanos(1_001_900), Duration.ofSeconds(1), Duration.ofSeconds(40), Duration.ofMinutes(10));
    private static final List<Duration> LEASES =
            List.of(Duration.ofMillis(1), Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(9));

    private final World world;

    JobCalls(World world) {
        this.world = world;
    }

    Call next() {
        return switch (world.dice.below(40)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 -> enqueue(request());
            case 12, 13, 14, 15, 16, 17, 18, 19 -> claim();
            case 20, 21, 22, 23, 24, 25, 26 -> finish();
            case 27, 28 -> extend();
            case 29 -> confirm();
            case 30, 31 -> ofJob("jobs().cancel", (jobs, id) -> jobs.cancel(id));
            case 32, 33 -> ofJob("jobs().replay", (jobs, id) -> jobs.replay(id));
            case 34 -> ofJob("jobs().find", (jobs, id) -> jobs.find(id));
            case 35 -> counts();
            case 36 -> list(filter()).page(world.limit());
            case 37 -> removeFinished();
            case 38 -> list(JobFilter.all()).pages(7);
            default -> turn();
        };
    }

    private interface OfJob {
        Object call(JobQueue jobs, JobId id);
    }

    private Call ofJob(String method, OfJob call) {
        JobId id = world.jobId();
        return Call.of(method, stores -> call.call(jobs(stores), id), id);
    }

    static JobQueue jobs(Stores stores) {
        return stores instanceof Transaction transaction ? transaction.jobs() : ((TransactionalStorage) stores).jobs();
    }

    private Call enqueue(JobRequest request) {
        return Call.of("jobs().enqueue", stores -> jobs(stores).enqueue(request), request, request.payload());
    }

    private JobRequest request() {
        JobRequest request = JobRequest.of(world.dice.of(HANDLERS)).withPayload(world.words.word());
        request = world.dice.chance(75) ? request.withUser(world.storedUser()) : request;
        boolean keyed = world.dice.chance(50);
        if (keyed) {
            request = request.withKey(world.dice.of(KEYS));
        } else if (world.dice.chance(40)) {
            request = request.withIdempotency(world.dice.of(KEYS), world.dice.of(SHORT));
        }
        request = due(request, keyed);
        request = world.dice.chance(20) ? request.withPriority(world.dice.of(SHORT)) : request;
        request = world.dice.chance(25) ? request.withConcurrencyKey("model") : request;
        request = world.dice.chance(15) ? request.withTtl(world.dice.of(SHORT)) : request;
        return world.dice.chance(15) ? request.withTags("b", "a") : request;
    }

    private JobRequest due(JobRequest request, boolean keyed) {
        return switch (world.dice.below(10)) {
            case 0, 1 -> request.withDelay(world.dice.of(SHORT));
            case 2 -> request.withDueAt(world.time());
            case 3, 4, 5 -> keyed ? request.withDebounce(debounce()) : request;
            default -> request;
        };
    }

    private Debounce debounce() {
        Duration quiet = world.dice.of(SHORT);
        return world.dice.chance(50) ? Debounce.of(quiet) : new Debounce(quiet, quiet.plusSeconds(30));
    }

    private Call claim() {
        int most = world.dice.chance(80) ? Integer.MAX_VALUE : 1 + world.dice.below(3);
        JobClaim claim = new JobClaim(
                "w" + world.dice.below(2),
                world.dice.of(CLAIMED),
                1 + world.dice.below(4),
                world.dice.of(LEASES),
                most);
        return Call.of("jobs().leases().claim", stores -> jobs(stores).leases().claim(claim), claim);
    }

    /** Mostly of one who has the job, sometimes of one who had it. */
    private Call finish() {
        JobLease lease = world.leases.any(world.dice).orElse(null);
        if (lease == null) {
            return claim();
        }
        JobOutcome outcome = outcome();
        return Call.of(
                "jobs().leases().finish", stores -> jobs(stores).leases().finish(lease, outcome), lease, outcome);
    }

    private JobOutcome outcome() {
        Instant at = world.dice.chance(70)
                ? world.clock.instant().plus(world.dice.of(SHORT))
                : world.clock.instant().minusSeconds(5);
        JobRun.Result result = world.dice.chance(80) ? JobRun.Result.FAILED : JobRun.Result.TIMED_OUT;
        return switch (world.dice.below(10)) {
            case 0, 1, 2 -> new JobOutcome.Succeeded(world.dice.maybe(50, world.words::word));
            case 3, 4, 5 -> new JobOutcome.Retry(result, at, "no luck");
            case 6, 7 -> new JobOutcome.GivenUp(result, "no luck");
            case 8 -> new JobOutcome.Cancelled();
            default -> new JobOutcome.Released();
        };
    }

    private Call extend() {
        Map<JobId, JobLease> leases = new LinkedHashMap<>();
        for (int i = world.dice.below(4); i >= 0; i--) {
            world.leases.any(world.dice).ifPresent(lease -> leases.put(lease.id(), lease));
        }
        List<JobLease> kept = new ArrayList<>(leases.values());
        Duration lease = world.dice.of(LEASES);
        return Call.of("jobs().leases().extend", stores -> jobs(stores).leases().extend(kept, lease), kept, lease);
    }

    private Call confirm() {
        JobLease lease = world.leases.any(world.dice).orElse(null);
        return lease == null
                ? claim()
                : Call.of(
                        "jobs().leases().confirm",
                        stores -> jobs(stores).leases().confirm(lease),
                        lease);
    }

    static Call counts() {
        return Call.of("jobs().counts", stores -> jobs(stores).counts());
    }

    static Listing list(JobFilter filter) {
        return new Listing("jobs().list", (stores, request) -> jobs(stores).list(filter, request), filter);
    }

    private JobFilter filter() {
        JobFilter filter = world.dice.chance(50)
                ? JobFilter.all()
                : JobFilter.of(world.dice.of(List.of(JobStatus.values())), world.dice.of(List.of(JobStatus.values())));
        filter = world.dice.chance(40) ? filter.withUser(world.user()) : filter;
        filter = world.dice.chance(30) ? filter.withHandler(world.dice.of(HANDLERS)) : filter;
        return world.dice.chance(20) ? filter.withTag("a") : filter;
    }

    private Call removeFinished() {
        Instant before = world.clock.instant().minusSeconds(world.dice.below(7_200));
        return Call.of("jobs().removeFinished", stores -> jobs(stores).removeFinished(before), before);
    }

    /** A turn is stored once, and its job asked for once, however often it is repeated. */
    private Call turn() {
        UserId user = world.storedUser();
        JobRequest job = request().withUser(user);
        NewMessage said =
                NewMessage.user(world.words.word()).withId(world.messageId()).withCreatedAt(world.time());
        TurnWrite turn = new TurnWrite(user, world.words.thread(), List.of(said), List.of(), null);
        TurnWrite asking = job.idempotency() == null ? turn.withJob(job) : turn;
        return Call.of("storeTurn", stores -> stored(stores, asking), asking, job);
    }

    private static Object stored(Stores stores, TurnWrite turn) {
        return stores instanceof Transaction transaction
                ? transaction.storeTurn(turn)
                : ((TransactionalStorage) stores).storeTurn(turn);
    }
}

package dev.kendall.learning.triggerdev;

import dev.kendall.failure.NotFound;
import dev.kendall.failure.ServiceUnavailable;
import dev.kendall.job.Job;
import dev.kendall.job.JobId;
import dev.kendall.job.JobQueue;
import dev.kendall.job.worker.JobWorker;
import dev.kendall.job.worker.JobWorkerOptions;
import dev.kendall.storage.TransactionalStorage;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lets Trigger.dev say when the jobs of a storage's own queue are done, by the same handlers that the host's workers have.
 *
 * <pre>{@code
 * JobWorkerOptions options = JobWorkerOptions.builder().handler(new Greeting()).lease(Duration.ofMinutes(5)).build();
 * JobCallback callback = JobCallback.builder(secret).handlers(QueuedJobs.of(storage, options)).build();
 *
 * JobReceipt receipt = storage.inTransaction(tx -> tx.jobs().enqueue(JobRequest.of("greeting").withUser(user).withDelay(hour)));
 * handOver.submit(QueuedJobs.handed(receipt.id(), "greeting"));
 * }</pre>
 *
 * <p>The job stays in the queue: it is asked for in the transaction of what it is about, and what its handler completes is stored exactly once.
 * Trigger.dev learns its id and its handler's name, and nothing of its user or payload. A run there is an attempt of the job, due or not. One that failed
 * is tried again as Trigger.dev's task says, and by the host's workers, where there are any, as the handler's policy says: whoever comes first; when the
 * policy's attempts are spent the job is a dead letter, and the run fails for good. Playing the run again there replays the dead letter.
 *
 * <p>The lease of the options has to be longer than the longest job, as it is not prolonged. Thread-safe.
 */
public final class QueuedJobs implements CallbackHandler {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final JobQueue jobs;
    private final JobWorker worker;

    private QueuedJobs(TransactionalStorage storage, JobWorkerOptions options) {
        this.jobs = storage.jobs();
        this.worker = JobWorker.of(storage, options);
    }

    /** The handlers of the options, by name, for {@link JobCallback.Builder#handlers}. Their recurring jobs are not asked for. */
    public static Map<String, CallbackHandler> of(TransactionalStorage storage, JobWorkerOptions options) {
        QueuedJobs queued = new QueuedJobs(storage, options);
        return options.handlers().keySet().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), name -> queued));
    }

    /** What is handed over for a job of the queue. */
    public static HandedJob handed(JobId id, String handler) {
        return new HandedJob(id.toString(), handler, Json.object());
    }

    /**
     * Makes one try of the job, unless it is done.
     *
     * @throws NotFound when the queue does not have it, or it was given up, called off or has expired
     * @throws ServiceUnavailable when it is not done yet
     */
    @Override
    public void run(HandedJob handed, int attempt) {
        JobId id = id(handed);
        if (attempt == 1) {
            jobs.replay(id);
        }
        worker.run(id);
        Job job = jobs.find(id).orElseThrow(() -> new NotFound("job " + id + " is not in the queue, or not any more"));
        switch (job.status()) {
            case SUCCEEDED -> {}
            case DEAD, CANCELLED, EXPIRED ->
                throw new NotFound("job " + id + " is " + job.status()
                        + ": there is nothing to be done; its tries in the queue say why");
            case WAITING, RUNNING, RETRYING ->
                throw new ServiceUnavailable("job " + id + " is not done yet, it is " + job.status(), SOON, null);
        }
    }

    private static JobId id(HandedJob handed) {
        try {
            return JobId.of(handed.id());
        } catch (IllegalArgumentException e) {
            throw new NotFound("job " + handed.id() + " is none of the queue, whose ids are UUIDs");
        }
    }
}

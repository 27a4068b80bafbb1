package dev.kendall.learning.triggerdev;

import java.util.List;
import java.util.Objects;

/**
 * Hands jobs over to the thin task that is deployed on Trigger.dev, which calls {@link JobCallback} back. Thread-safe.
 *
 * <p>A job's id is the run's idempotency key: a job that is handed over twice is one run, until that run has failed for good.
 */
public final class JobHandOver {
    /** The id of the task in {@code dev/kendall/learning/triggerdev/task/kendall-job.ts}. */
    public static final String TASK = "kendall-job";

    /**
     * The id of the scheduled task in the same file: {@code client.schedules().create(key, ScheduleSpec.of(SCHEDULED_TASK,
     * cron).withExternalId(name))} lets a job of that name be done each time, with the payload <code>{scheduledAt, timezone}</code>.
     */
    public static final String SCHEDULED_TASK = "kendall-schedule";

    private final TriggerDevClient client;
    private final String task;

    private JobHandOver(TriggerDevClient client, String task) {
        this.client = Objects.requireNonNull(client, "client");
        this.task = Limits.name("task", task);
    }

    /** To the task {@value #TASK}. */
    public static JobHandOver to(TriggerDevClient client) {
        return to(client, TASK);
    }

    /** To a task of another id, which does the same. */
    public static JobHandOver to(TriggerDevClient client, String task) {
        return new JobHandOver(client, task);
    }

    /** Hands a job over. */
    public TriggeredRun submit(HandedJob job) {
        return submit(job, TriggerOptions.none());
    }

    /** Hands a job over. An idempotency key in the options goes before the job's id. */
    public TriggeredRun submit(HandedJob job, TriggerOptions options) {
        return client.trigger(task, job.json(), keyed(job, options));
    }

    /** Hands 1 to 500 jobs over in one request, all with the same options. */
    public TriggeredBatch submitAll(List<HandedJob> jobs, TriggerOptions options) {
        if (options.idempotencyKey() != null) {
            throw new IllegalArgumentException(
                    "several jobs cannot share one idempotency key; leave it out, and each job's id is its key");
        }
        return client.batchTrigger(jobs.stream()
                .map(job -> new BatchItem(task, job.json(), keyed(job, options)))
                .toList());
    }

    private static TriggerOptions keyed(HandedJob job, TriggerOptions options) {
        return options.idempotencyKey() != null
                ? options
                : options.toBuilder().idempotencyKey(job.id()).build();
    }
}

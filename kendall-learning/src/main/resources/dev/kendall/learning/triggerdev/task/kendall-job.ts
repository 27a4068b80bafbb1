import { createHmac, randomUUID } from "node:crypto";
import { AbortTaskRunError, schedules, task } from "@trigger.dev/sdk";

/** What Kendall's JobHandOver sends. */
export interface HandedJob {
  jobId: string;
  name: string;
  payload: unknown;
}

/** Answers after which another attempt would get the same: not a job, too large, or the handler says so. */
const FINAL = new Set([400, 413, 422]);

const LONGEST_ANSWER = 300;

function setting(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`Set ${name} among the environment variables of this Trigger.dev environment.`);
  }
  return value;
}

/** POSTs the job to Kendall, signed, and gives back what it answers. Throws on anything but 2xx, so that the run is tried again. */
export async function callBack(job: HandedJob, attempt: number, signal?: AbortSignal): Promise<unknown> {
  const url = setting("KENDALL_CALLBACK_URL");
  const secret = setting("KENDALL_CALLBACK_SECRET");
  const body = JSON.stringify({ jobId: job.jobId, name: job.name, payload: job.payload ?? null, attempt });
  const timestamp = Math.floor(Date.now() / 1000).toString();
  const request = randomUUID();
  const response = await fetch(url, {
    method: "POST",
    redirect: "error",
    signal: signal ?? null,
    headers: {
      "content-type": "application/json",
      "x-kendall-timestamp": timestamp,
      "x-kendall-request": request,
      "x-kendall-signature": createHmac("sha256", secret).update(`${timestamp}.${request}.${body}`).digest("hex"),
    },
    body,
  });
  const answer = await response.text();
  if (response.ok) {
    return JSON.parse(answer);
  }
  const message = `Kendall answered ${response.status} to the job ${job.name}: ${answer.slice(0, LONGEST_ANSWER)}`;
  throw FINAL.has(response.status) ? new AbortTaskRunError(message) : new Error(message);
}

const retry = { maxAttempts: 10, factor: 2, minTimeoutInMs: 1_000, maxTimeoutInMs: 60_000, randomize: true };

/** Runs one job that was handed over, by calling Kendall back. */
export const kendallJob = task({
  id: "kendall-job",
  machine: "micro",
  maxDuration: 300,
  retry,
  run: (job: HandedJob, { ctx, signal }) => callBack(job, ctx.attempt.number, signal),
});

/** Runs a job each time that a schedule of it is due. The schedule's external id is the job's name. */
export const kendallSchedule = schedules.task({
  id: "kendall-schedule",
  machine: "micro",
  maxDuration: 300,
  retry,
  run: (due, { ctx, signal }) => {
    if (!due.externalId) {
      throw new AbortTaskRunError(`The schedule ${due.scheduleId} has no external id, which is to be the job's name.`);
    }
    const scheduledAt = due.timestamp.toISOString();
    const job = {
      jobId: `${due.scheduleId} ${scheduledAt}`,
      name: due.externalId,
      payload: { scheduledAt, timezone: due.timezone },
    };
    return callBack(job, ctx.attempt.number, signal);
  },
});

// Trigger.dev's own SDK, which nobody here wrote, against the fake.
// Arguments: URL, secret key.

import assert from "node:assert/strict";
import { batch, configure, runs, schedules, tasks } from "@trigger.dev/sdk";

const [baseURL, secretKey] = process.argv.slice(2);
configure({ baseURL, accessToken: secretKey });

const checks = {
  "triggers a task once per key, and reads its run": async () => {
    const first = await tasks.trigger("kendall-job", { a: 1 }, { idempotencyKey: "k", tags: ["x"], delay: "1h", metadata: { m: 1 } });
    const second = await tasks.trigger("kendall-job", { a: 1 }, { idempotencyKey: "k" });
    assert.equal(second.id, first.id);
    const run = await runs.retrieve(first.id);
    assert.equal(run.status, "DELAYED");
    assert.deepEqual(run.tags, ["x"]);
  },

  "moves, cancels and replays a run": async () => {
    const { id } = await tasks.trigger("kendall-job", { a: 2 }, { delay: "1h" });
    const moved = await runs.reschedule(id, { delay: "2h" });
    assert.equal(moved.status, "DELAYED");
    await runs.cancel(id);
    assert.equal((await runs.retrieve(id)).status, "CANCELED");
    assert.notEqual((await runs.replay(id)).id, id);
  },

  "triggers a batch in two phases": async () => {
    const handle = await batch.trigger([
      { id: "kendall-job", payload: { a: 3 } },
      { id: "kendall-job", payload: { a: 4 } },
    ]);
    assert.equal(handle.runCount, 2);
  },

  "lists runs page by page": async () => {
    const ids = [];
    for await (const run of runs.list({ limit: 10, taskIdentifier: "kendall-job" })) {
      ids.push(run.id);
    }
    assert.equal(new Set(ids).size, 5);
  },

  "keeps schedules": async () => {
    const created = await schedules.create({ task: "kendall-schedule", cron: "0 3 * * *", deduplicationKey: "d", timezone: "Europe/Berlin" });
    assert.equal(created.timezone, "Europe/Berlin");
    const updated = await schedules.update(created.id, { task: "kendall-schedule", cron: "0 4 * * *" });
    assert.equal(updated.generator.expression, "0 4 * * *");
    assert.equal((await schedules.deactivate(created.id)).active, false);
    assert.equal((await schedules.activate(created.id)).active, true);
    assert.equal((await schedules.list()).data.length, 1);
    assert.equal((await schedules.del(created.id)).id, created.id);
    await assert.rejects(schedules.retrieve(created.id), { status: 404 });
  },

  "waits for the moment that a rate limit names": async () => {
    // The fake was told to refuse the next request to this task once.
    const handle = await tasks.trigger("busy", { a: 5 });
    assert.equal((await runs.retrieve(handle.id)).status, "PENDING_VERSION");
  },

  "is told what is wrong": async () => {
    await assert.rejects(runs.retrieve("run_unknown"), { status: 404 });
  },
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`passed: ${name}`);
  } catch (e) {
    failed++;
    console.log(`FAILED: ${name}: ${e.stack}`);
  }
}
process.exit(failed === 0 ? 0 : 1);

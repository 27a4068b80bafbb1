// Judges recorded requests and answers by the schemas that Trigger.dev's own package has.
// Argument: a file with [{method, path, body, status, answer}].

import { readFileSync } from "node:fs";
import * as schemas from "@trigger.dev/core/v3/schemas";

const plain = value => typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** The keys that were sent and are gone: schemas drop in silence what they do not know. */
function lost(sent, parsed, path = "") {
  if (Array.isArray(sent)) {
    return sent.flatMap((value, i) => lost(value, parsed?.[i], `${path}[${i}]`));
  }
  if (!plain(sent)) {
    return parsed === undefined ? [path] : [];
  }
  return Object.keys(sent).flatMap(key =>
    plain(parsed) && key in parsed ? lost(sent[key], parsed[key], `${path}.${key}`) : [`${path}.${key}`],
  );
}

const reset = {
  safeParse: body =>
    Object.keys(body).join() === "taskIdentifier" && typeof body.taskIdentifier === "string"
      ? { success: true, data: body }
      : { success: false, error: { message: "not {taskIdentifier}" } },
};
const message = {
  safeParse: body =>
    typeof body.message === "string" ? { success: true, data: body } : { success: false, error: { message: "not {message}" } },
};

const routes = [
  ["POST", /^\/api\/v1\/tasks\/[^/]+\/trigger$/, schemas.TriggerTaskRequestBody, schemas.TriggerTaskResponse],
  ["POST", /^\/api\/v2\/tasks\/batch$/, schemas.BatchTriggerTaskV3RequestBody, schemas.BatchTriggerTaskV3Response],
  ["POST", /^\/api\/v3\/batches$/, schemas.CreateBatchRequestBody, schemas.CreateBatchResponse],
  ["POST", /^\/api\/v3\/batches\/[^/]+\/items$/, schemas.BatchItemNDJSON, schemas.StreamBatchItemsResponse],
  ["GET", /^\/api\/v3\/runs\/[^/]+$/, null, schemas.RetrieveRunResponse],
  ["GET", /^\/api\/v1\/runs$/, null, schemas.ListRunResponse],
  ["POST", /^\/api\/v2\/runs\/[^/]+\/cancel$/, null, schemas.CanceledRunResponse],
  ["POST", /^\/api\/v1\/runs\/[^/]+\/replay$/, schemas.ReplayRunRequestBody, schemas.ReplayRunResponse],
  ["POST", /^\/api\/v1\/runs\/[^/]+\/reschedule$/, schemas.RescheduleRunRequestBody, schemas.RetrieveRunResponse],
  ["POST", /^\/api\/v1\/runs\/[^/]+\/tags$/, schemas.AddTagsRequestBody, message],
  ["POST", /^\/api\/v1\/idempotencyKeys\/.+\/reset$/, reset, schemas.ResetIdempotencyKeyResponse],
  ["POST", /^\/api\/v1\/schedules$/, schemas.CreateScheduleOptions, schemas.ScheduleObject],
  ["GET", /^\/api\/v1\/schedules$/, null, schemas.ListSchedulesResult],
  ["GET", /^\/api\/v1\/schedules\/[^/]+$/, null, schemas.ScheduleObject],
  ["PUT", /^\/api\/v1\/schedules\/[^/]+$/, schemas.UpdateScheduleOptions, schemas.ScheduleObject],
  ["DELETE", /^\/api\/v1\/schedules\/[^/]+$/, null, schemas.DeletedScheduleObject],
  ["POST", /^\/api\/v1\/schedules\/[^/]+\/activate$/, null, schemas.ScheduleObject],
  ["POST", /^\/api\/v1\/schedules\/[^/]+\/deactivate$/, null, schemas.ScheduleObject],
];

let failures = 0;
let bodies = 0;
let answers = 0;
const seen = new Set();

function fail(what, why) {
  failures++;
  console.log(`FAILED: ${what}: ${why}`);
}

function judge(what, schema, text) {
  let json;
  try {
    json = JSON.parse(text);
  } catch (e) {
    fail(what, e.message);
    return;
  }
  const result = schema.safeParse(json);
  if (!result.success) {
    fail(what, result.error.message);
    return;
  }
  const gone = lost(json, result.data);
  if (gone.length > 0) {
    fail(what, `these keys are dropped: ${gone.join(" ")}`);
  }
}

for (const { method, path, body, status, answer } of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const route = routes.find(([m, pattern]) => m === method && pattern.test(path));
  const what = `${method} ${path}`;
  if (!route) {
    fail(what, "no such endpoint");
    continue;
  }
  seen.add(route);
  const [, , request, response] = route;
  if (request === null && body !== "") {
    fail(what, "this endpoint takes no body");
  } else if (request !== null) {
    const parts = request === schemas.BatchItemNDJSON ? body.split("\n").filter(line => line !== "") : [body];
    for (const part of parts) {
      bodies++;
      judge(`the body of ${what}`, request, part);
    }
  }
  if (status >= 200 && status < 300) {
    answers++;
    judge(`the answer to ${what}`, response, answer);
  } else if (typeof JSON.parse(answer).error !== "string") {
    fail(`the answer to ${what}`, "an error has a text under error");
  }
}

for (const route of routes) {
  if (!seen.has(route)) {
    console.log(`not seen: ${route[0]} ${route[1]}`);
  }
}
console.log(`judged: ${bodies} bodies and ${answers} answers of ${seen.size} of ${routes.length} endpoints`);
process.exit(failures === 0 ? 0 : 1);

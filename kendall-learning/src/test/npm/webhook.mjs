// Whether Trigger.dev's own SDK accepts an alert that was signed in Java.
// Arguments: a file with the body, the signature, the secret.

import { readFileSync } from "node:fs";
import { webhooks } from "@trigger.dev/sdk";

const [file, header, secret] = process.argv.slice(2);
try {
  const event = await webhooks.constructEvent({ payload: readFileSync(file, "utf8"), header }, secret);
  console.log(`accepted: ${event.type} ${event.id}`);
} catch (e) {
  console.log(`refused: ${e.message}`);
}

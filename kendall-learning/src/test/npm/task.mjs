// The thin task, compiled, against the endpoint in Java. The address and the secret are in the environment.
// Arguments: the compiled file, then jobs as JSON; prints what each comes to.

import { pathToFileURL } from "node:url";

const [file, ...jobs] = process.argv.slice(2);
const { callBack } = await import(pathToFileURL(file));
for (const job of jobs) {
  const { attempt, ...handed } = JSON.parse(job);
  try {
    console.log(`answered: ${JSON.stringify(await callBack(handed, attempt))}`);
  } catch (e) {
    console.log(`${e.name}: ${e.message}`);
  }
}

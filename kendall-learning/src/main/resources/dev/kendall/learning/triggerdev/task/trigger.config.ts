import { defineConfig } from "@trigger.dev/sdk";

export default defineConfig({
  project: process.env.TRIGGER_PROJECT_REF ?? "<your project's ref, which begins with proj_>",
  dirs: ["."],
  maxDuration: 300,
});

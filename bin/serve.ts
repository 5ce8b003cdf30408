import { onStop } from "../server/stop-signals.ts";
import { runCommand } from "./run-command.ts";

// The first process of a container ignores the signals that it doesn't listen for, so that comes before all that takes time.
onStop(() => process.exit(0));
await runCommand(async () => (await import("./serve/serve.ts")).serve());

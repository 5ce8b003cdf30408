import { disconnect } from "#lib/db";
import { applyEvents } from "../worker/tasks/apply-events.ts";

/** Applies all statuses that wait, as a worker does, and tells its parent how many there were and how long it took. */
process.on("message", async () => {
  const started = performance.now();
  let applied = 0;
  for (let count = await applyEvents(); count > 0; count = await applyEvents()) applied += count;
  process.send?.({ applied, seconds: (performance.now() - started) / 1000 });
});
process.on("SIGTERM", async () => {
  await disconnect();
  process.exit(0);
});
process.on("disconnect", () => process.exit(0));
process.send?.({ ready: true });

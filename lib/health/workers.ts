import { createHash, randomUUID } from "node:crypto";
import { hostname } from "node:os";

/** A worker that has given no sign of life for so long counts as dead. */
export const WORKER_DEAD_SECONDS = 20;

/** The SQL condition that a worker's heartbeat is recent enough for it to be alive. */
export const IS_BEATING = `beat_at > now() - make_interval(secs => ${WORKER_DEAD_SECONDS})`;

/** Whether a worker whose last heartbeat is so many seconds ago is alive; null where there was none. */
export function isWorkerAlive(heartbeat: number | null): boolean {
  return heartbeat !== null && heartbeat < WORKER_DEAD_SECONDS;
}

/** What could be worked on and has waited for so many seconds is late. */
export const LATE_SECONDS = 60;

const machine = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);

/** What the names of all workers on this machine, or in this container, begin with. */
export const WORKERS_HERE = `${machine}:`;

/** A name for a worker that no other one has. */
export function newWorkerId(): string {
  return `${WORKERS_HERE}${randomUUID()}`;
}

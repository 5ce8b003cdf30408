import { createHash, randomUUID } from "node:crypto";
import { hostname } from "node:os";

/** A worker that has given no sign of life for so long counts as dead. */
export const WORKER_DEAD_SECONDS = 20;

const machine = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);

/** What the names of all workers on this machine, or in this container, begin with. */
export const WORKERS_HERE = `${machine}:`;

/** A name for a worker that no other one has. */
export function newWorkerId(): string {
  return `${WORKERS_HERE}${randomUUID()}`;
}

import { existsSync, renameSync, statSync } from "node:fs";

/** How large one part of a log may be. */
export const LARGEST_LOG_BYTES = 5 * 1024 * 1024;

/** Sets a log file that has grown large aside under one second name, so that logs stay bounded. */
export function trimLog(path: string): void {
  if (existsSync(path) && statSync(path).size > LARGEST_LOG_BYTES) renameSync(path, `${path}.1`);
}

import { setTimeout as pause } from "node:timers/promises";
import { log } from "../log.ts";
import { isDatabaseUnavailable } from "./database-errors.ts";
import { isOutage } from "./outage.ts";

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1500;

/** After so many tries it is asked whether the database is really away, or only fails at this work. */
const BLAMELESS_TRIES = 12;

/**
 * Does what must not be forgotten, again and again while the database cannot do it now; `work` may find that it was done.
 * Throws what is the work's own fault.
 */
export async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      if (tries % BLAMELESS_TRIES === 0 && !(await isOutage(error))) throw error;
      log().warn({ error, tries }, "something could not be recorded yet and is tried again");
    }
    await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries) * (0.5 + Math.random() / 2));
  }
}

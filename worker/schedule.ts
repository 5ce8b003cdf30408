import { setTimeout as pause } from "node:timers/promises";
import { Logger, run, type Runner as Scheduler } from "graphile-worker";
import { pool } from "#lib/db";
import { examine } from "#lib/health/doctor/doctor";
import { deleteExpiredTries } from "#lib/limits";
import { log } from "#lib/log";
import { deleteOldSendKeys } from "#lib/outbox/send-keys";
import { deleteOldAttempts } from "#lib/people/link-attempts";
import { refreshTemplates } from "#lib/templates/templates";

const ATTEMPT_RECORD_DAYS = 30;

/** What is done by the clock; graphile-worker sees to it that one worker of several does it. */
const CRONTAB = `
*/15 * * * * refresh_templates ?max=3
23 3 * * * purge_link_attempts ?max=5
41 * * * * purge_send_keys ?max=3
51 * * * * purge_rate_limits ?max=3
7 * * * * examine_set_up ?max=1
`;

/** Its messages name tasks and ids, and stand in our log like all others. */
const logger = new Logger(() => (level, message) => {
  if (level === "error" || level === "warning")
    log().warn({ scheduler: message }, "the scheduler has a complaint");
});

/** How long after its end, which a lost database may bring about, the scheduler is started again. */
const RESTART_MS = 5000;

function start(): Promise<Scheduler> {
  return run({
    pgPool: pool(),
    concurrency: 1,
    noHandleSignals: true,
    logger,
    crontab: CRONTAB,
    taskList: {
      refresh_templates: async () => {
        await refreshTemplates();
      },
      purge_send_keys: async () => {
        await deleteOldSendKeys();
      },
      purge_rate_limits: async () => {
        await deleteExpiredTries();
      },
      examine_set_up: async (_payload, { abortPromise }) => {
        // Each check has a time limit; a worker that stops doesn't wait for them.
        await Promise.race([examine(), abortPromise.catch(() => {})]);
      },
      purge_link_attempts: async () => {
        await deleteOldAttempts(new Date(Date.now() - ATTEMPT_RECORD_DAYS * 24 * 3_600_000));
      },
    },
  });
}

/** Keeps the work going that is done by the clock, through whatever happens to the database; gives a stop function. */
export function keepSchedule(): () => Promise<void> {
  const stopping = new AbortController();
  let current: Scheduler | undefined;

  async function keepGoing(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        current = await start();
        if (stopping.signal.aborted) await current.stop();
        await current.promise;
      } catch (error) {
        log().warn({ error }, "the scheduler ended and is started again");
      }
      await pause(RESTART_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  const running = keepGoing();
  return async () => {
    stopping.abort();
    await current?.stop().catch(() => {});
    await running;
  };
}

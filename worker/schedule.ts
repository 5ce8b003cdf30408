import { run, type Runner as Scheduler } from "graphile-worker";
import { db, pool } from "#lib/db";
import { deleteOldTokens } from "#lib/linking/tokens";
import { refreshTemplates } from "#lib/messaging/templates";

const TOKEN_RECORD_DAYS = 30;

/** What is done by the clock; graphile-worker sees to it that one worker of several does it. */
const CRONTAB = `
*/15 * * * * refresh_templates ?max=3
23 3 * * * purge_tokens ?max=5
`;

/** Starts the work that is done by the clock. */
export function startSchedule(): Promise<Scheduler> {
  return run({
    pgPool: pool(),
    concurrency: 1,
    noHandleSignals: true,
    crontab: CRONTAB,
    taskList: {
      refresh_templates: async () => {
        await refreshTemplates();
      },
      purge_tokens: async () => {
        await deleteOldTokens(db(), new Date(Date.now() - TOKEN_RECORD_DAYS * 24 * 3_600_000));
      },
    },
  });
}

import { parseArgs } from "node:util";
import { IS_BEATING, WORKER_DEAD_SECONDS, WORKERS_HERE } from "#lib/health/workers";
import { withConnection } from "./database/database.ts";
import { runCommand } from "./run-command.ts";
import { localOrigin, readGiven } from "./settings/settings.ts";

const TIMEOUT_MS = 4000;

/** Throws where the web server of this machine or container doesn't respond. */
async function requireWeb({ PORT = "3000", HOST = "127.0.0.1" }: Record<string, string>): Promise<void> {
  const address = `${localOrigin({ host: HOST, port: Number(PORT) })}/health`;
  const { status } = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (status !== 200) throw new Error(`${address} returned ${status}.`);
}

/** Throws where no worker of this machine or container has given a sign of life. Where the database is down, nobody can tell. */
async function requireWorker({ DATABASE_URL = "" }: Record<string, string>): Promise<void> {
  const count = await withConnection(DATABASE_URL, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int from worker_heartbeats
       where starts_with(worker_id, $1) and ${IS_BEATING}`,
      [WORKERS_HERE],
    );
    return rows[0]?.count;
  }).catch(() => null);
  if (count === 0) throw new Error(`No worker here has sent a heartbeat for ${WORKER_DEAD_SECONDS} s.`);
}

const REQUIRED = { web: requireWeb, worker: requireWorker };

/** Ends with 1 unless what is named, or both, is alive here: what a container's health check runs. */
async function run(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const given = readGiven();
  for (const [name, requireOne] of Object.entries(REQUIRED))
    if (positionals.length === 0 || positionals.includes(name)) await requireOne(given);
}

await runCommand(run);

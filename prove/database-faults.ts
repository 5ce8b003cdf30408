import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { DatabaseLine } from "./database-line.ts";
import type { System } from "./system.ts";

/** A way in which a database goes away; resolves when it is back. */
type DatabaseFault = (system: System, line: DatabaseLine, seconds: number) => Promise<void>;

/** The server and its children, as Linux knows them. */
function processesOf(folder: string): number[] {
  const server = Number.parseInt(readFileSync(join(folder, "postmaster.pid"), "utf8"), 10);
  const isChild = (pid: string) => {
    const status = `/proc/${pid}/stat`;
    try {
      return (
        existsSync(status) && readFileSync(status, "utf8").split(") ")[1]?.split(" ")[1] === String(server)
      );
    } catch {
      return false;
    }
  };
  const children = existsSync("/proc")
    ? readdirSync("/proc").filter((name) => /^\d+$/.test(name) && isChild(name))
    : [];
  return [server, ...children.map(Number)];
}

function signal(pids: number[], name: "SIGSTOP" | "SIGCONT"): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has just ended.
    }
  }
}

async function occupyConnections(databaseUrl: string, seconds: number): Promise<void> {
  const clients = Array.from({ length: 110 }, () => new pg.Client({ connectionString: databaseUrl }));
  for (const client of clients) client.on("error", () => undefined);
  await Promise.allSettled(clients.map((client) => client.connect()));
  await pause(seconds * 1000);
  await Promise.allSettled(clients.map((client) => client.end()));
}

const STORMERS = 4;

/** Locks pairs of rows, each time in another order: whoever works on them meets deadlocks. */
async function storm(databaseUrl: string, seconds: number): Promise<void> {
  const until = performance.now() + seconds * 1000;
  const lock =
    "select 1 from lanes where key = (select key from lanes order by random() limit 1) for update nowait";
  async function lockAgainAndAgain(): Promise<void> {
    const client = new pg.Client({ connectionString: databaseUrl });
    client.on("error", () => undefined);
    await client.connect();
    while (performance.now() < until) {
      await client.query("begin");
      const isLocked = await client.query(lock).then(Boolean, () => false);
      if (isLocked) await client.query(lock.replace(" nowait", "")).catch(() => undefined);
      await client.query("rollback");
    }
    await client.end();
  }
  await Promise.all(Array.from({ length: STORMERS }, lockAgainAndAgain));
}

/** All the ways, by name. */
export const DATABASE_FAULTS: Record<string, DatabaseFault> = {
  stopped: async ({ database, ask }) => {
    database.kill();
    await pause(200);
    await ask("select 1");
  },
  frozen: async ({ database }, _, seconds) => {
    const pids = processesOf(database.folder);
    signal(pids, "SIGSTOP");
    await pause(seconds * 1000);
    signal(pids, "SIGCONT");
  },
  unreachable: async (_, line, seconds) => {
    line.isDead = true;
    await pause(seconds * 1000);
    line.isDead = false;
  },
  sessions_ended: async ({ ask }) => {
    await ask(
      "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
    );
  },
  full: async ({ database, ask }, _, seconds) => {
    const taken = occupyConnections(database.databaseUrl, seconds);
    // Those that hold connections already lose them, and find none free.
    await pause(300);
    await ask("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'connect'");
    await taken;
  },
  deadlocks: ({ database }, _, seconds) => storm(database.databaseUrl, seconds),
};

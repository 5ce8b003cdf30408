import { count } from "../../../count.ts";
import { IS_APPLIED, listMigrations, NO_TABLE } from "../../../database/migrations.ts";
import { pool } from "../../../db.ts";
import { currentMode, env } from "../../../env.ts";
import { isLoopback } from "../../../settings/loopback.ts";
import { findClockFault } from "../../faults.ts";
import { isWorkerAlive, LATE_SECONDS } from "../../workers.ts";
import type { Check } from "../check.ts";
import { green, NO_DATABASE, red, unknown, yellow } from "../finding.ts";

/** Whether the settings fit what this is; wrong ones stop the start, and with them this check. */
export const settingsCheck: Check = {
  id: "settings",
  name: "Settings",
  why: "Everything else depends on them.",
  look: () => {
    const { NEXTAUTH_URL, WHATSAPP_WEBHOOK_URL } = env();
    if (currentMode() !== "demo" && isLoopback(WHATSAPP_WEBHOOK_URL))
      return yellow(
        "No public https address is set, so Meta can’t reach this server yet.",
        "To try things out, run npm run tunnel beside the server: it has an address, tells Meta, and needs no setting. Then run npm run doctor again, with -- --fix if something is still red. To set it up for good, put a server with TLS in front and set WHATSAPP_WEBHOOK_URL to its address.",
      );
    if (currentMode() !== "demo" && !NEXTAUTH_URL.startsWith("https:"))
      return yellow(
        "NEXTAUTH_URL isn’t an https address: people can’t sign in from elsewhere.",
        "Leave it empty, then it follows from WHATSAPP_WEBHOOK_URL, or set it to the https address of this server.",
      );
    return green("All settings are complete and valid.");
  },
};

const list = new Intl.ListFormat("en");

/** The oldest version that our migrations run on. */
const OLDEST_POSTGRES = 15;

interface Server {
  version: number;
  fsync: string;
  pages: string;
  commit: string;
  applied: string[];
  unfinished: number;
}

const SERVER = `
  select current_setting('server_version_num')::int as version, current_setting('fsync') as fsync,
    current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commit,
    (select coalesce(array_agg(migration_name), '{}') from _prisma_migrations where ${IS_APPLIED}) as applied,
    (select count(*)::int from _prisma_migrations where finished_at is null and rolled_back_at is null) as unfinished`;

/** What the server tells of itself, or why it can't be asked. */
async function askServer(): Promise<Server | "no_tables" | { why: string }> {
  try {
    const { rows } = await pool().query<Server>(SERVER);
    return rows[0] ?? { why: "no reason given" };
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    return code === NO_TABLE ? "no_tables" : { why: code ?? message };
  }
}

/** Whether the database is there, safe and up to date. */
export const databaseCheck: Check = {
  id: "database",
  name: "Database",
  why: "Each message is in the database before Meta is told that we have it.",
  look: async ({ figures }) => {
    const [server, found] = await Promise.all([askServer(), figures()]);
    if (server === "no_tables") return red("The database has none of our tables.", "Run npm run migrate.");
    if ("why" in server)
      return red(
        `PostgreSQL can’t be reached (${server.why}).`,
        "Check that PostgreSQL runs, and DATABASE_URL where it is yours.",
      );
    const version = Math.floor(server.version / 10_000);
    if (version < OLDEST_POSTGRES)
      return red(`PostgreSQL ${version} is too old.`, `Move to version ${OLDEST_POSTGRES} or newer.`);
    const unsafe = [
      server.fsync === "off" && "fsync",
      server.pages === "off" && "full_page_writes",
      server.commit === "off" && "synchronous_commit",
    ].filter((name) => name !== false);
    if (unsafe.length > 0)
      return red(
        `PostgreSQL runs with ${list.format(unsafe)} off: a power cut loses messages that Meta was told we have.`,
        "Set each to on in postgresql.conf, and restart PostgreSQL.",
      );
    if (server.unfinished > 0)
      return red("A migration began and didn’t finish.", "Run npm run migrate, and read what it says.");
    const known = listMigrations();
    const missing = known.filter((name) => !server.applied.includes(name));
    if (missing.length > 0)
      return red(
        `The database lacks ${count(missing.length, "migration")}, from ${missing[0]} on.`,
        "Run npm run migrate.",
      );
    const clock = found && findClockFault(found);
    if (clock) return red(clock.says, clock.mend);
    const later = server.applied.filter((name) => !known.includes(name));
    if (later.length > 0)
      return yellow(
        `A newer version of this program has changed the database (${count(later.length, "migration")}).`,
        "Update this server, too, unless an update is under way.",
      );
    return green(`PostgreSQL ${version}, up to date and safe against power cuts.`);
  },
};

/** Whether a worker runs and keeps up. */
export const workerCheck: Check = {
  id: "worker",
  name: "Worker",
  why: "It replies to students and sends all messages.",
  look: async ({ figures }) => {
    const found = await figures();
    if (!found) return unknown(NO_DATABASE);
    const { heartbeat, depth, oldest, unreadable, failed } = found;
    if (heartbeat === null || !isWorkerAlive(heartbeat))
      return red(
        heartbeat === null ? "No worker has ever run." : `No worker for ${count(heartbeat, "second")}.`,
        "Start it: npm start runs one. Its log is .data/logs/worker.log.",
      );
    if (oldest !== null && oldest > LATE_SECONDS)
      return yellow(
        `${depth} ${depth === 1 ? "message or event waits" : "messages and events wait"}, the oldest for ${count(oldest, "second")}.`,
        "See the other checks for why. If all are green, run another worker.",
      );
    if (unreadable + failed > 0)
      return yellow(
        `${count(unreadable + failed, "event")} couldn’t be processed.`,
        "Look at them in the console: Messages > Couldn’t process. npm run replay tries them again.",
      );
    return green(`Running, last seen ${count(heartbeat, "second")} ago.`);
  },
};

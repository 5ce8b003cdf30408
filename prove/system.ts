import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { startThrowawayPostgres, type ThrowawayPostgres } from "../bin/database/throwaway-postgres.ts";
import { migrate } from "../bin/migrate.ts";
import { findFreePort } from "../bin/ports.ts";
import { projectRoot } from "../bin/project.ts";
import { runNode } from "../bin/test/run.ts";
import { type Front, startFront } from "./front.ts";
import { type KeptProcess, keepProcess } from "./process.ts";
import { SHARED } from "./settings.ts";

/** The built product, running: web servers behind one address, workers, and a PostgreSQL of its own with fsync on. */
export interface System {
  webhookPort: number;
  webs: KeptProcess[];
  workers: KeptProcess[];
  database: ThrowawayPostgres;
  /** Asks our own tables; tries again while the database is away. */
  ask<T extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<T[]>;
  /** Replaces a web server as a deployment does: first no new connections, then SIGTERM; how the old one ended. */
  replaceWeb(index: number): Promise<number | string>;
  /** Replays all dead letters, as `npm run replay` does. */
  replay(): Promise<void>;
  addWorker(extra?: Record<string, string>): KeptProcess;
  stop(): Promise<void>;
}

export interface SystemPlan {
  graphPort: number;
  folder: string;
  /** A checkout of another version, whose worker runs as well. */
  beside: string | null;
  /** Processes run as `npm run serve` runs them. */
  isServed?: boolean;
  webs?: number;
  workers?: number;
  /** Leads the product, but not our own questions, to the database by another way. */
  databaseUrl?: (url: string) => Promise<string>;
  variables?: Record<string, string>;
  /** What stands in front of several web servers; else a plain round-robin. */
  front?: (ports: number[]) => Promise<Front>;
  /** What each web server is given besides. */
  webVariables?: Record<string, string>[];
}

/** So long a connection that the round-robin has just made may take to reach its server. */
const DRAIN_MS = 250;

function asker(databaseUrl: string) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, connectionTimeoutMillis: 3000 });
  pool.on("error", () => undefined);
  const ask = async <T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return (await pool.query<T>(sql, values)).rows;
      } catch (error) {
        if (tries === 40) throw error;
        await pause(250);
      }
    }
  };
  return { ask, close: () => pool.end() };
}

/** Starts it all, and waits until it serves. */
export async function startSystem(plan: SystemPlan): Promise<System> {
  const database = await startThrowawayPostgres({ isDurable: true, isKept: true });
  await migrate(database.databaseUrl);
  const variables = (port: number, databaseUrl: string): Record<string, string> => ({
    ...SHARED,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    __NEXT_PROCESSED_ENV: "true",
    LOG_LEVEL: "warn",
    // As much as can be set: what is put to the test is the work, not the pace.
    WHATSAPP_MESSAGES_PER_SECOND: "1000",
    WHATSAPP_BURST_PER_PERSON: "100000",
    HOST: "127.0.0.1",
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: `http://localhost:${port}`,
    WHATSAPP_WEBHOOK_URL: `http://localhost:${port}/api/whatsapp/webhook`,
    WHATSAPP_API_URL: `http://127.0.0.1:${plan.graphPort}`,
    ...(plan.isServed ? { ENV_FILE: "none" } : {}),
    ...plan.variables,
  });
  const databaseUrl = (await plan.databaseUrl?.(database.databaseUrl)) ?? database.databaseUrl;
  const ports = await Promise.all(Array.from({ length: plan.webs ?? 1 }, () => findFreePort()));
  const webs = ports.map((port, at) =>
    keepProcess({
      words: plan.isServed ? ["bin/serve.ts", "web"] : ["server/main.ts"],
      variables: { ...variables(port, databaseUrl), ...plan.webVariables?.[at] },
      logFile: join(plan.folder, `web-${port}.log`),
    }),
  );
  const workers: KeptProcess[] = [];
  const addWorker = (extra: Record<string, string> = {}, checkout = projectRoot) => {
    const worker = keepProcess({
      words: plan.isServed ? ["bin/serve.ts", "worker"] : [join(checkout, "worker", "main.ts")],
      variables: { ...variables(ports[0] ?? 0, databaseUrl), ...extra },
      logFile: join(plan.folder, `worker-${workers.length + 1}.log`),
    });
    workers.push(worker);
    return worker;
  };
  for (let count = 0; count < (plan.workers ?? 1); count += 1) addWorker();
  if (plan.beside) addWorker({}, plan.beside);
  await Promise.all([...webs, ...workers].map((kept) => kept.ready()));
  const front: Front | null = ports.length > 1 ? await (plan.front ?? startFront)(ports) : null;
  const { ask, close } = asker(database.databaseUrl);
  return {
    webhookPort: front?.port ?? ports[0] ?? 0,
    webs,
    workers,
    database,
    ask,
    addWorker,
    replay: async () => {
      const settings: Record<string, string> = {
        ...variables(ports[0] ?? 0, database.databaseUrl),
        DATA_DIR: plan.folder,
        ENV_FILE: "none",
      };
      const { code, output } = await runNode(["bin/replay.ts"], settings as NodeJS.ProcessEnv);
      if (code !== 0) throw new Error(`Nothing was tried again: ${output}`);
    },
    replaceWeb: async (index) => {
      const port = ports[index] ?? 0;
      front?.resting.add(port);
      await pause(DRAIN_MS);
      const outcome = (await webs[index]?.replace()) ?? "none";
      front?.resting.delete(port);
      return outcome;
    },
    stop: async () => {
      await Promise.all([...webs, ...workers].map((kept) => kept.stop()));
      front?.close();
      await close();
      await database.stop();
    },
  };
}

import { once } from "node:events";
import pg from "pg";
import { startThrowawayPostgres } from "../bin/database/throwaway-postgres.ts";
import { migrate } from "../bin/migrate.ts";
import { findFreePort } from "../bin/ports.ts";
import { type RunningProcess, startProcess } from "../lib/testing/processes.ts";
import { SECRET } from "./bodies.ts";
import type { Arrival } from "./graph.ts";
import type { Load, LoadResult } from "./load.ts";
import { productSettings } from "./settings.ts";

/** A program of the bench or of the product that runs. */
export interface Program {
  port: number;
  ask<T>(question: object): Promise<T>;
  stop(): Promise<unknown>;
}

/** Everything that the bench runs against, on this machine's loopback only. */
export interface Stage {
  database: pg.Pool;
  /** Starts a server of the bench, or one that works on what waits; it gets a port, the app secret, the database and the double's port. */
  startProgram(path: string): Promise<Program>;
  startWebServer(): Promise<Program>;
  startWorker(messagesPerSecond: number): Promise<Program>;
  /** Puts a load on a server from a process of its own. */
  load(load: Load): Promise<LoadResult>;
  /** Which messages the double of the Graph API has got since it was last asked. */
  takeArrivals(): Promise<Arrival[]>;
  /** Empties the tables of what a turn has left. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

const TABLES = `
  select string_agg(quote_ident(tablename), ', ') as tables from pg_tables
  where schemaname = 'public' and tablename <> '_prisma_migrations'`;

async function ask<T>({ child, ended }: RunningProcess, question: object): Promise<T> {
  const answered = once(child, "message");
  child.send(question);
  const [{ answer }] = await Promise.race([
    answered,
    ended.then((how) => {
      throw new Error(`A process of the bench ended (${how}).`);
    }),
  ]);
  return answer;
}

/** Starts a durable PostgreSQL, the double of the Graph API and the load generator. */
export async function setStage(): Promise<Stage> {
  const postgres = await startThrowawayPostgres({ isDurable: true });
  const database = new pg.Pool({ connectionString: postgres.databaseUrl, max: 2 });
  database.on("error", () => {});
  const processes = new Set<RunningProcess>();
  const start = async (port: number, words: string[], environment: object = {}): Promise<Program> => {
    const running = await startProcess(words, { NODE_ENV: "production", ...environment });
    processes.add(running);
    if (running.child.exitCode !== null) throw new Error(`${words[0]} did not start:\n${running.output()}`);
    return {
      port,
      ask: (question) => ask(running, question),
      stop: () => running.stop().finally(() => processes.delete(running)),
    };
  };
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= Promise.all([...processes].map((running) => running.stop())).then(async () => {
      await database.end();
      await postgres.stop();
    });
    return stopped;
  };
  try {
    await migrate(postgres.databaseUrl);
    const [webPort, graphPort] = [await findFreePort(), await findFreePort()];
    const settings = productSettings(postgres.databaseUrl, webPort, graphPort);
    const graph = await start(graphPort, ["bench/graph.ts", String(graphPort)]);
    const generator = await start(0, ["bench/load-process.ts"]);
    const { rows } = await database.query<{ tables: string }>(TABLES);
    return {
      database,
      startProgram: async (path) => {
        const port = await findFreePort();
        return start(port, [path, String(port), SECRET, postgres.databaseUrl, String(graphPort)]);
      },
      startWebServer: () => start(webPort, ["server/main.ts"], settings),
      startWorker: (messagesPerSecond) =>
        start(0, ["worker/main.ts"], {
          ...settings,
          WHATSAPP_MESSAGES_PER_SECOND: String(messagesPerSecond),
        }),
      load: (load) => generator.ask(load),
      takeArrivals: () => graph.ask({}),
      clear: async () => {
        await database.query(`truncate ${rows[0]?.tables} cascade`);
        await database.query("checkpoint");
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

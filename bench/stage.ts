import { once } from "node:events";
import pg from "pg";
import { type RunningProcess, startProcess } from "#lib/testing/processes";
import { migrate } from "../bin/migrate.ts";
import { findFreePort } from "../bin/ports.ts";
import { testEnvironment } from "../bin/test-environment.ts";
import { startThrowawayPostgres } from "../bin/throwaway-postgres.ts";
import { PHONE_NUMBER_ID, SECRET } from "./bodies.ts";
import type { Load, LoadResult } from "./load.ts";

/** Everything that the bench runs against, on this machine's loopback only. */
export interface Stage {
  database: pg.Pool;
  settings: Record<string, string | undefined>;
  webPort: number;
  floorPort: number;
  /** Puts a load on a server from a process of its own. */
  load(load: Load): Promise<LoadResult>;
  /** What the double of the Graph API has taken since it was last asked. */
  askGraph(): Promise<{ accepted: number; arrivals: [string, number][] }>;
  startWorker(): Promise<RunningProcess>;
  /** Applies all statuses that wait, in a process of its own. */
  applyStatuses(): Promise<{ applied: number; seconds: number }>;
  /** Empties the tables of what a round has left. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

const TABLES = "webhook_events, lanes, inbound_messages, outbound_messages, link_tokens, whatsapp_users";

async function ask<T>({ child, ended }: RunningProcess, question: object): Promise<T> {
  const answered = once(child, "message");
  child.send(question);
  const [answer] = await Promise.race([
    answered,
    ended.then((how) => {
      throw new Error(`A process of the bench ended (${how}).`);
    }),
  ]);
  return answer;
}

/** Starts a durable PostgreSQL, the built web server, its floor, the double of the Graph API and the load generator. */
export async function setStage(): Promise<Stage> {
  const postgres = await startThrowawayPostgres({ isDurable: true });
  const processes: RunningProcess[] = [];
  const start = async (words: string[], environment: object) => {
    const running = await startProcess(words, environment);
    processes.push(running);
    if (running.child.exitCode !== null) throw new Error(`${words[0]} did not start:\n${running.output()}`);
    return running;
  };
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= Promise.all(processes.map((running) => running.stop())).then(() => postgres.stop());
    return stopped;
  };
  try {
    await migrate(postgres.databaseUrl);
    const [webPort, floorPort, graphPort] = [
      await findFreePort(),
      await findFreePort(),
      await findFreePort(),
    ];
    const settings = {
      ...testEnvironment(),
      NODE_ENV: "production",
      LOG_LEVEL: "error",
      PORT: String(webPort),
      DATABASE_URL: postgres.databaseUrl,
      NEXTAUTH_URL: `http://localhost:${webPort}`,
      NEXTAUTH_SECRET: "a-secret-of-the-bench-of-more-than-32-characters",
      WHATSAPP_ACCESS_TOKEN: "bench-access-token",
      WHATSAPP_PHONE_NUMBER_ID: PHONE_NUMBER_ID,
      WHATSAPP_BUSINESS_ACCOUNT_ID: "200000000000002",
      WHATSAPP_WEBHOOK_URL: `http://localhost:${webPort}/api/whatsapp/webhook`,
      WHATSAPP_WEBHOOK_SECRET: SECRET,
      WHATSAPP_MESSAGES_PER_SECOND: "100000",
      WHATSAPP_BURST_PER_PERSON: "100000",
      WHATSAPP_API_URL: `http://127.0.0.1:${graphPort}`,
    };
    await start(["bin/web.ts"], settings);
    await start(["bench/floor.ts", String(floorPort), postgres.databaseUrl, SECRET], {
      NODE_ENV: "production",
    });
    const graph = await start(["bench/graph.ts", String(graphPort)], {});
    const generator = await start(["bench/load-process.ts"], {});
    const database = new pg.Pool({ connectionString: postgres.databaseUrl, max: 2 });
    database.on("error", () => {});
    return {
      database,
      settings,
      webPort,
      floorPort,
      load: (load) => ask(generator, load),
      askGraph: () => ask(graph, {}),
      applyStatuses: async () => {
        const worker = await start(["bench/apply-statuses.ts"], settings);
        const outcome = await ask<{ applied: number; seconds: number }>(worker, {});
        await worker.stop();
        return outcome;
      },
      startWorker: () => start(["worker/main.ts"], settings),
      clear: async () => {
        await database.query(`truncate ${TABLES} cascade`);
        await database.query("checkpoint");
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

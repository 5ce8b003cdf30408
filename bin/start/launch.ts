import { join } from "node:path";
import { reasonOf } from "#lib/errors";
import { onStop } from "../../server/stop-signals.ts";
import { complain, say } from "../console.ts";
import { finishMigration } from "../database/apply-migrations.ts";
import type { RunningPostgres } from "../database/postgres.ts";
import { prepareSettings } from "../settings/prepare-settings.ts";
import type { Settings } from "../settings/settings.ts";
import { type Supervised, supervise } from "./child.ts";
import { openLog, showLine } from "./child-log.ts";
import { followTunnel } from "./follow-tunnel.ts";
import { reloadOnChange } from "./reload.ts";
import { report } from "./report.ts";
import { reportSetUp } from "./report-set-up.ts";
import { restoreLeftover } from "./restore-leftover.ts";
import { prepare } from "./steps.ts";

type Running = {
  children: Supervised[];
  /** It may only be starting. */
  database: Promise<RunningPostgres> | null;
  isStopping: boolean;
  isReported: boolean;
};

/** A program of ours under supervision. In production its lines are passed on as they are, once the report of the start is out. */
function startChild(
  name: string,
  words: string[],
  settings: Settings,
  variables: Record<string, string>,
  running: Running,
): Supervised {
  const keep = openLog(join(settings.dataDir, "logs", `${name}.log`));
  return supervise({
    name,
    words,
    variables,
    onLine: (line, isError) => {
      keep(line);
      if (settings.isProduction && running.isReported) say(line);
      else showLine(name, line, isError);
    },
    onTrouble: (words) => complain(`The ${name} ${words}`),
  });
}

function startChildren(
  settings: Settings,
  databaseUrl: string,
  isDev: boolean,
  running: Running,
): Supervised[] {
  const variables = { ...settings.variables, DATABASE_URL: databaseUrl };
  const children = [
    startChild("web", ["server/main.ts", ...(isDev ? ["--dev"] : [])], settings, variables, running),
    startChild("worker", ["worker/main.ts"], settings, variables, running),
  ];
  if (!settings.isDemo) return children;
  // The simulator is always told the local address: it stands beside the web server, whatever tunnel leads there.
  const webhook = `http://127.0.0.1:${settings.port}/api/whatsapp/webhook`;
  const simulator = { ...variables, WHATSAPP_WEBHOOK_URL: webhook };
  return [...children, startChild("simulator", ["simulator/main.ts"], settings, simulator, running)];
}

async function stopAll(running: Running): Promise<void> {
  await Promise.all(running.children.map((child) => child.stop()));
  await finishMigration();
  const database = await running.database?.catch(() => null);
  await database?.stop();
}

/** Starts everything, says how it went, and keeps it running until it is stopped: database last. */
export async function launch({ isDev }: { isDev: boolean }): Promise<void> {
  const begun = performance.now();
  const running: Running = { children: [], database: null, isStopping: false, isReported: false };
  const aborter = new AbortController();

  const end = async (code: number) => {
    running.isStopping = true;
    aborter.abort();
    await stopAll(running).catch((error) => complain(String(error)));
    process.exit(code);
  };
  onStop(
    (reason) => {
      if (reason === "SIGINT") say("\nStopping… (Ctrl-C again to force)");
      void end(reason === "SIGINT" ? 130 : 0);
    },
    () => {
      for (const child of running.children) child.kill();
      process.exit(130);
    },
  );

  try {
    const settings = await prepareSettings({ isDev });
    const prepared = await prepare(settings, isDev, aborter.signal, (database) => {
      running.database = database;
    });
    if (running.isStopping) return;
    running.children = startChildren(settings, prepared.database.databaseUrl, isDev, running);
    await Promise.all(running.children.map(({ ready }) => ready));
    if (isDev) reloadOnChange(running.children);
    await report(settings, prepared, (performance.now() - begun) / 1000);
    running.isReported = true;
    const { databaseUrl } = prepared.database;
    process.send?.({ ready: true, databaseUrl });
    if (settings.isDemo) return;
    await restoreLeftover(settings);
    await reportSetUp(settings, databaseUrl);
    void followTunnel({ settings, databaseUrl, children: running.children, isDev }, aborter.signal).catch(
      (error: Error) => complain(error.message),
    );
  } catch (error) {
    if (running.isStopping) return;
    complain(reasonOf(error));
    await end(1);
  }
}

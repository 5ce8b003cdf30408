import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "../bin/ports.ts";

/** The whole product, started as `npm start` starts it, with ports and data of its own. */
export interface Stack {
  baseUrl: string;
  simulatorUrl: string;
  process: ChildProcess;
  /** What it has printed. */
  output(): string;
  stop(): Promise<void>;
}

const START_MS = 120_000;

/** A fresh folder for a stack's data, and how to be rid of it. */
export function makeDataDir(): { dataDir: string; remove: () => void } {
  const dataDir = mkdtempSync(join(tmpdir(), "connect-e2e-"));
  // PostgreSQL may run as another user, who has to be able to enter.
  chmodSync(dataDir, 0o755);
  return { dataDir, remove: () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The environment of a stack: nothing of the developer's own settings. */
function cleanEnvironment(): Record<string, string | undefined> {
  const foreign =
    /^(WHATSAPP_|NEXTAUTH_|STAFF_|OIDC_|DATABASE_URL|PORT$|HOST$|PLATFORM_NAME|TIME_ZONE|CONNECT_|NODE_ENV|SIMULATOR_|DATA_DIR)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** Two free ports, as `PORT` and `SIMULATOR_PORT`. */
export async function findPorts(): Promise<{ PORT: string; SIMULATOR_PORT: string }> {
  return { PORT: String(await findFreePort()), SIMULATOR_PORT: String(await findFreePort()) };
}

/** Starts the product and waits until it reports that it is ready. */
export async function startStack(
  settings: Record<string, string> & { PORT: string; SIMULATOR_PORT: string; DATA_DIR: string },
): Promise<Stack> {
  const child = spawn("node", ["bin/start.ts"], {
    env: { ...cleanEnvironment(), NODE_ENV: "production", ...settings },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const exited = once(child, "exit");
  const timer = setTimeout(() => child.kill("SIGKILL"), START_MS);
  const outcome = await Promise.race([once(child, "message"), exited.then(() => null)]);
  clearTimeout(timer);
  if (!outcome) throw new Error(`The product did not start:\n${output}`);
  return {
    baseUrl: `http://localhost:${settings.PORT}`,
    simulatorUrl: `http://localhost:${settings.SIMULATOR_PORT}`,
    process: child,
    output: () => output,
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

import { complain } from "../console.ts";
import { isPortFree, nextFreePort } from "../ports.ts";
import { claimStart } from "../start/start-lock.ts";
import { findKeptFault } from "../tunnel/kept.ts";
import { throughTunnel } from "../tunnel/tunnel-settings.ts";
import {
  explainProblems,
  listProblems,
  readGiven,
  readSettings,
  type Settings,
  whyNotDemo,
} from "./settings.ts";

const FOR_A_DEMO = "For the demo, remove the real settings, or set CONNECT_DEMO=1 without credentials.";
const FOR_A_TRIAL =
  "No public address yet? Run npm run tunnel in another terminal, then run this again: it uses the tunnel's address.";

/** What to do where the public address is what is missing or wrong; nothing otherwise. */
export function adviceFor(problems: readonly string[]): string[] {
  return problems.some((line) => line.startsWith("WHATSAPP_WEBHOOK_URL ")) ? [FOR_A_TRIAL] : [];
}

/** Ends the process with these lines and exit code 1, before anything was started. */
function refuse(...lines: string[]): never {
  for (const line of lines) complain(line);
  process.exit(1);
}

async function requireFreePort(name: string, port: number, host: string, command: string): Promise<void> {
  if (await isPortFree(port, host)) return;
  const other = await nextFreePort(port + 1, host);
  refuse(`Port ${port} is in use by another program. Choose another: ${name}=${other} ${command}`);
}

/** What a start is given without any tunnel. */
export function readOwnGiven(isDev: boolean): Record<string, string> {
  return { ...readGiven(), ...(isDev ? { NODE_ENV: "development" } : {}) };
}

/** What a start is given: as it was started, and with the address of a tunnel that is open. */
export function readStartGiven(isDev: boolean): Promise<Record<string, string>> {
  return throughTunnel(readOwnGiven(isDev));
}

/** Settings that the start can go on with: complete, valid, their ports free, and the data folder claimed for us. */
export async function prepareSettings({ isDev }: { isDev: boolean }): Promise<Settings> {
  const command = isDev ? "npm run dev" : "npm start";
  const given = await readStartGiven(isDev);
  const settings = readSettings("production", given);
  const problems = explainProblems(settings);
  if (problems.length > 0) {
    const fault = settings.isDemo ? null : findKeptFault(settings.dataDir);
    refuse(
      ...problems,
      ...(whyNotDemo(settings) ? [FOR_A_DEMO] : []),
      ...adviceFor(listProblems(settings)),
      ...(fault ? [fault] : []),
    );
  }

  const url = `http://localhost:${settings.port}`;
  const claim = await claimStart(settings.dataDir, { pid: process.pid, url });
  if ("running" in claim) {
    const { pid, url: where } = claim.running;
    refuse(
      `It is already running: ${where ?? "a command that uses the database"} (process ${pid}). Stop that one first.`,
    );
  }
  await requireFreePort("PORT", settings.port, settings.host, command);
  if (!settings.isDemo) return settings;
  if (settings.isSimulatorPortGiven) {
    await requireFreePort("SIMULATOR_PORT", settings.simulatorPort, "127.0.0.1", command);
    return settings;
  }
  const simulatorPort = String(await nextFreePort(settings.simulatorPort));
  return readSettings("production", { ...given, SIMULATOR_PORT: simulatorPort });
}

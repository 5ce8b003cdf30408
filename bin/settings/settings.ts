import { resolve } from "node:path";
import { FAULTY_SETTINGS, parseEnvironment } from "#lib/env";
import { type Decision, decideMode, type Mode } from "#lib/settings/mode";
import { DEMO_IDS, DEMO_VERIFY_TOKEN, TELLING } from "#lib/settings/real-settings";
import { projectRoot } from "../project.ts";
import { readSecrets, type Secrets } from "./secrets.ts";
import { readSettingsFile } from "./settings-file.ts";

/** Variables as a process gets them. */
type Variables = Record<string, string | undefined>;

/** What the start works with, and the complete environment of the processes that it starts. */
export type Settings = {
  mode: Mode;
  isDemo: boolean;
  isProduction: boolean;
  isEmbedded: boolean;
  dataDir: string;
  host: string;
  port: number;
  simulatorPort: number;
  isSimulatorPortGiven: boolean;
  variables: Record<string, string>;
};

/** Stands for the embedded PostgreSQL until it runs and has an address. */
const EMBEDDED = "postgresql://127.0.0.1/embedded";

/**
 * The real environment over the checkout's .env file (ENV_FILE names another one, or none); an empty value counts as none. A
 * blank credential is kept, since somebody meant to give one.
 */
export function readVariables(environment: Variables): Record<string, string> {
  const all = { ...readSettingsFile(environment.ENV_FILE), ...environment };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] =>
      TELLING.includes(entry[0]) ? Boolean(entry[1]) : Boolean(entry[1]?.trim()),
    ),
  );
}

/** Where data is kept: DATA_DIR, or .data in the checkout. */
export function dataDirOf(given: Variables): string {
  return resolve(projectRoot, given.DATA_DIR ?? ".data");
}

function portOf(given: string | undefined, otherwise: number): number {
  const port = Number(given);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : otherwise;
}

function developerDefaults(
  origin: string,
  { mode, isLocal }: Decision,
  secrets: Secrets,
): Record<string, string> {
  if (mode === "production") return {};
  return {
    NEXTAUTH_URL: origin,
    NEXTAUTH_SECRET: secrets.NEXTAUTH_SECRET,
    WHATSAPP_VERIFY_TOKEN: DEMO_VERIFY_TOKEN,
    // Meta itself reaches no address of this machine, so for real it must be given.
    ...(mode === "demo" || isLocal ? { WHATSAPP_WEBHOOK_URL: `${origin}/api/whatsapp/webhook` } : {}),
  };
}

function demoDefaults(simulatorPort: number, secrets: Secrets): Record<string, string> {
  return {
    ...DEMO_IDS,
    CONNECT_DEMO: "1",
    WHATSAPP_ACCESS_TOKEN: secrets.SIMULATOR_TOKEN,
    WHATSAPP_WEBHOOK_SECRET: secrets.WHATSAPP_WEBHOOK_SECRET,
    WHATSAPP_API_URL: `http://127.0.0.1:${simulatorPort}`,
    WHATSAPP_CHAT_URL: `http://localhost:${simulatorPort}/wa.me`,
  };
}

/** Completes the given settings with defaults. Secrets are only made up outside production. */
export function completeSettings(given: Record<string, string>, nodeEnv: string, secrets: Secrets): Settings {
  const port = portOf(given.PORT, 3000);
  const simulatorPort = portOf(given.SIMULATOR_PORT, port + 1);
  const decision = decideMode({ ...given, NODE_ENV: nodeEnv });
  const { mode } = decision;
  const local = `http://localhost:${port}`;
  const webhook = given.WHATSAPP_WEBHOOK_URL ?? "";
  const defaults: Record<string, string> = {
    PORT: String(port),
    HOST: "127.0.0.1",
    DATABASE_URL: EMBEDDED,
    HEALTH_TOKEN: secrets.HEALTH_TOKEN,
    SIMULATOR_PORT: String(simulatorPort),
    ...developerDefaults(local, decision, secrets),
    ...(URL.canParse(webhook) ? { NEXTAUTH_URL: new URL(webhook).origin } : {}),
    ...(mode === "demo" ? demoDefaults(simulatorPort, secrets) : {}),
  };
  const dataDir = dataDirOf(given);
  const variables: Record<string, string> = {
    ...defaults,
    ...given,
    DATA_DIR: dataDir,
    NODE_ENV: nodeEnv,
    NEXT_TELEMETRY_DISABLED: "1",
  };
  return {
    mode,
    isDemo: mode === "demo",
    isProduction: mode === "production",
    isEmbedded: given.DATABASE_URL === undefined,
    dataDir,
    host: variables.HOST ?? "127.0.0.1",
    port,
    simulatorPort,
    isSimulatorPortGiven: given.SIMULATOR_PORT !== undefined,
    variables,
  };
}

/** What this command is given: the real environment over the .env file. */
export function readGiven(): Record<string, string> {
  return readVariables(process.env);
}

/** The settings of this command, complete; its NODE_ENV is the usual one where none is given. */
export function readSettings(usualNodeEnv: string, given = readGiven()): Settings {
  return completeSettings(given, given.NODE_ENV ?? usualNodeEnv, readSecrets(dataDirOf(given)));
}

/** One line for each setting that is missing or wrong; none when all is well. */
export function listProblems(settings: Settings): string[] {
  const parsed = parseEnvironment(settings.variables);
  const problems = parsed.ok ? [] : parsed.problems;
  const port = settings.variables.SIMULATOR_PORT ?? "";
  if (!/^\d+$/.test(port) || Number(port) > 65_535)
    problems.push("SIMULATOR_PORT is not a port number. Example: 3001");
  return problems;
}

/** What is said of settings that are missing or wrong, a line each, after why they count as real; nothing where all is well. */
export function explainProblems(settings: Settings): string[] {
  const problems = listProblems(settings);
  const because = whyNotDemo(settings);
  return problems.length === 0 ? [] : [FAULTY_SETTINGS, ...(because ? [because] : []), ...problems];
}

/** Why these settings are not the demo's; null when they are. */
export function whyNotDemo({ variables }: Settings): string | null {
  return decideMode(variables).because;
}

/** Where programs of this machine reach its web server. */
export function localOrigin({ host, port }: Pick<Settings, "host" | "port">): string {
  const own = /^(0\.0\.0\.0|::)$/.test(host) ? "127.0.0.1" : host;
  return `http://${own.includes(":") ? `[${own}]` : own}:${port}`;
}

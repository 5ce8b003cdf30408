import { DEMO_PASSWORD, demoAccounts } from "#lib/settings/demo-accounts";
import { isLoopback } from "#lib/settings/loopback";
import type { Mode } from "#lib/settings/mode";
import { listRoutes } from "../../server/routes.ts";
import { say } from "../console.ts";
import { withoutPassword } from "../database/database.ts";
import type { Settings } from "../settings/settings.ts";
import {
  type Check,
  checkApiVersion,
  checkHealth,
  checkProxy,
  checkWebhook,
  checkWorker,
} from "./report-checks.ts";
import type { Prepared } from "./steps.ts";

function row(name: string, words: string): string {
  return `  ${name.padEnd(16)}${words}`;
}

function rowOf({ name, isGood, words }: Check): string {
  return row(name, isGood ? words : `FAILED: ${words}`);
}

function mask(secret: string): string {
  return `${secret.slice(0, 2)}${"•".repeat(8)} (as set)`;
}

function describeDatabase(settings: Settings, { database, databaseVersion }: Prepared): string {
  const version = databaseVersion.split(" ")[0];
  const where = settings.isEmbedded
    ? `embedded, data in ${settings.dataDir}`
    : withoutPassword(database.databaseUrl);
  return `PostgreSQL ${version}, ${where}`;
}

function describeTunnel({ variables, port }: Settings): string {
  const { origin } = new URL(variables.WHATSAPP_WEBHOOK_URL ?? "");
  if (!isLoopback(origin)) return `${origin} (has to lead to port ${port})`;
  return "none: the webhook's address is on this machine";
}

function listEndpoints(): string[] {
  const { endpoints } = listRoutes();
  return endpoints.map(({ path, methods }) => `  ${methods.join(", ").padEnd(16)}${path}`);
}

const MODES: Record<Mode, string> = {
  demo: "demo: a simulator plays WhatsApp, and nothing here is real",
  development: "development with real credentials: every webhook must be signed",
  production: "production",
};

function demoLines(settings: Settings, origin: string): string[] {
  const screen = `http://localhost:${settings.simulatorPort}`;
  return [
    "",
    `Demo accounts (password ${DEMO_PASSWORD})`,
    ...demoAccounts.map(({ email, role }) => row(role, email)),
    "",
    `Next: open the phone at ${screen} and type hi, then link.`,
    `      Staff write back at ${origin}/admin.`,
  ];
}

/** The set-up report: what runs where, asked really, not assumed; and what to do next. */
export async function report(settings: Settings, prepared: Prepared, seconds: number): Promise<void> {
  const { variables, isDemo, isProduction } = settings;
  const origin = `http://localhost:${settings.port}`;
  const host = /^(0\.0\.0\.0|::)$/.test(settings.host) ? "127.0.0.1" : settings.host;
  const loopback = `http://${host.includes(":") ? `[${host}]` : host}:${settings.port}`;
  const [health, worker, webhook] = await Promise.all([
    checkHealth(loopback),
    checkWorker(loopback, settings),
    checkWebhook(settings),
  ]);
  const version = checkApiVersion(variables.WHATSAPP_API_VERSION ?? "v26.0");
  // After the verification: it comes in by the way that everybody takes.
  const proxy = await checkProxy(loopback, settings);
  const warnings = [version, proxy].filter((check) => check !== null);
  const token = variables.WHATSAPP_VERIFY_TOKEN ?? "";
  const checks = [health, worker, webhook];
  const lines = [
    "",
    `${variables.PLATFORM_NAME ?? "YeeBitz"} Connect is ready (${seconds.toFixed(1)} s)${isDemo ? ", in demo mode: a simulator plays WhatsApp" : ""}`,
    "",
    row("Mode", MODES[settings.mode]),
    row("Accounts", prepared.accounts),
    row("Backend", origin),
    rowOf(health),
    row("Database", describeDatabase(settings, prepared)),
    rowOf(worker),
    row("Tunnel", describeTunnel(settings)),
    row("Webhook URL", variables.WHATSAPP_WEBHOOK_URL ?? ""),
    row("Verify token", isProduction ? mask(token) : token),
    rowOf(webhook),
    ...warnings.map(({ name, words }) => row(name, `WARNING: ${words}`)),
    ...(isDemo ? [row("Phone screen", `http://localhost:${settings.simulatorPort}`)] : []),
    row(
      "Pages",
      listRoutes()
        .pages.map(({ path }) => path)
        .join("  "),
    ),
    "",
    "Endpoints",
    ...listEndpoints(),
    ...(isDemo
      ? demoLines(settings, origin)
      : ["", `Next: send hi to your WhatsApp number. Sign in at ${variables.NEXTAUTH_URL}/login.`]),
    "",
  ];
  if (checks.some(({ isGood }) => !isGood))
    lines.push("Something above FAILED: look there for what to do.", "");
  for (const line of lines) say(line);
}

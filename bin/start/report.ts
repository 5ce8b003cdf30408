import { demoAccounts } from "#lib/settings/demo-accounts";
import { isLoopback } from "#lib/settings/loopback";
import type { Mode } from "#lib/settings/mode";
import { say } from "../console.ts";
import { withoutPassword } from "../database/database.ts";
import { localOrigin, type Settings } from "../settings/settings.ts";
import { NO_ACCOUNTS } from "./demo-accounts.ts";
import { type Check, checkHealth, checkProxy, checkWebhook, checkWorker } from "./report-checks.ts";
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

function describeTunnel({ variables, port, isDemo }: Settings): string {
  const { origin } = new URL(variables.WHATSAPP_WEBHOOK_URL ?? "");
  if (!isLoopback(origin)) return `${origin} (must point to port ${port} here)`;
  return isDemo
    ? "none (the webhook URL is on this machine)"
    : "none, so WhatsApp can't reach this machine. To open one, run npm run tunnel in another terminal";
}

/** What each mode means, and why it is that one. */
export const MODES: Record<Mode, string> = {
  demo: "demo: a simulator plays WhatsApp, and nothing leaves this machine",
  development: "development with real credentials: no public address, or npm run dev",
  production: "production: real credentials and a public address, or a tunnel",
};

/** What a person wants first: where to go, and how to end it. */
function firstLines({ variables, isDemo, simulatorPort }: Settings, origin: string): string[] {
  return [
    row("Connect", isDemo ? origin : (variables.NEXTAUTH_URL ?? origin)),
    ...(isDemo ? [row("Simulator", `http://localhost:${simulatorPort}`)] : []),
    "",
    "  Press Ctrl+C to stop.",
  ];
}

function accountLines({ isDemo }: Settings, { accounts }: Prepared): string[] {
  if (!isDemo) return [row("Accounts", accounts)];
  const listed = demoAccounts.map(({ email, name, role }) => row("", `${email.padEnd(26)}${name}, ${role}`));
  return [row("Accounts", accounts), ...listed];
}

const DEMO_NEXT =
  "Next: open the simulator and send hi, then link. To write to students as staff, open /admin.";

/** How to sign in; what else comes next, the checks of the set-up say. */
function signInLine({ variables }: Settings, { accounts }: Prepared): string {
  return accounts !== NO_ACCOUNTS
    ? `Sign in at ${variables.NEXTAUTH_URL}/login.`
    : 'To sign in, add an account first: npm run account:add -- ada@example.edu "Ada Admin" admin';
}

/** Prints where to go, what runs as checks have just found it, and what to do next. */
export async function report(settings: Settings, prepared: Prepared, seconds: number): Promise<void> {
  const { variables, isDemo, isProduction } = settings;
  const origin = `http://localhost:${settings.port}`;
  const loopback = localOrigin(settings);
  const [health, worker, webhook] = await Promise.all([
    checkHealth(loopback),
    checkWorker(loopback, settings),
    checkWebhook(settings),
  ]);
  // After the verification: it comes in by the way that everybody takes.
  const proxy = await checkProxy(loopback, settings);
  const token = variables.WHATSAPP_VERIFY_TOKEN ?? "";
  const checks = [{ ...health, words: `${origin}, ${health.words}` }, worker, webhook];
  const lines = [
    "",
    `${variables.PLATFORM_NAME ?? "YeeBitz"} Connect is ready (${seconds.toFixed(1)} s)`,
    "",
    ...firstLines(settings, origin),
    "",
    row("Mode", MODES[settings.mode]),
    ...checks.map(rowOf),
    row("Webhook URL", variables.WHATSAPP_WEBHOOK_URL ?? ""),
    row("Verify token", isProduction ? mask(token) : token),
    row("Database", describeDatabase(settings, prepared)),
    row("Tunnel", describeTunnel(settings)),
    ...(proxy ? [row(proxy.name, `WARNING: ${proxy.words}`)] : []),
    ...accountLines(settings, prepared),
    row("API", `all endpoints: ${origin}/api/docs`),
    "",
    ...(isDemo ? [DEMO_NEXT] : [signInLine(settings, prepared)]),
    "",
  ];
  if (checks.some(({ isGood }) => !isGood))
    lines.push("Something above FAILED. Its line says what to do.", "");
  for (const line of lines) say(line);
}

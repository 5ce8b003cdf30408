import { renewEnvironment } from "#lib/env";
import { listProblems, readSettings, readVariables, type Settings } from "../settings/settings.ts";
import { webhookAt } from "./tunnel-settings.ts";

/** What this process was started with, without what was read from files since. */
const started = { ...process.env };

let used: Record<string, string> = {};

/** The settings of the tunnel's own process, which needs no public address yet and is nobody's production. */
export function readOwnSettings(): Settings {
  const given = readVariables(started);
  const local = webhookAt(`http://localhost:${given.PORT ?? 3000}`);
  return readSettings("development", { WHATSAPP_WEBHOOK_URL: local, ...given, NODE_ENV: "development" });
}

/** Has this process work with settings. */
export function applySettings({ variables }: Settings): void {
  for (const name of Object.keys(used)) delete process.env[name];
  used = { ...variables, LOG_LEVEL: "silent" };
  Object.assign(process.env, used);
  renewEnvironment();
}

/**
 * Has this process work with the settings as they are written now, since somebody may have mended a secret or a token meanwhile.
 * The number and its account stay those of the first; settings that aren't complete change nothing.
 */
export function renewSettings({ variables: first }: Settings): void {
  const { WHATSAPP_PHONE_NUMBER_ID = "", WHATSAPP_BUSINESS_ACCOUNT_ID = "" } = first;
  try {
    const settings = readOwnSettings();
    if (settings.isDemo || listProblems(settings).length > 0) return;
    const variables = { ...settings.variables, WHATSAPP_PHONE_NUMBER_ID, WHATSAPP_BUSINESS_ACCOUNT_ID };
    applySettings({ ...settings, variables });
  } catch {
    // A file that is being written just now: what was read before counts.
  }
}

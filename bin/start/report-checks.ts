import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { readStart } from "#lib/response-start";
import { handshakeUrl } from "#lib/whatsapp/webhook/handshake-url";
import type { Settings } from "../settings/settings.ts";

/** One line of the set-up report: what was asked, whether it is well, and what to do if not. */
export type Check = { name: string; isGood: boolean; words: string };

const workerHealth = z.object({
  checks: z.object({
    worker: z.object({ status: z.string(), age_seconds: z.number().nullable() }),
    proxy: z.object({ status: z.string() }),
  }),
});
// Long, because a development server compiles what it is asked for first.
const TIMEOUT_MS = 30_000;

function reason(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? message;
}

/** Asks the running server whether it is up. */
export async function checkHealth(origin: string): Promise<Check> {
  const name = "Web server";
  try {
    const response = await fetch(`${origin}/health`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.ok) return { name, isGood: true, words: "GET /health returns 200" };
    return { name, isGood: false, words: `GET /health returns ${response.status}; see logs/web.log` };
  } catch (error) {
    return { name, isGood: false, words: `GET /health fails (${reason(error)}); see logs/web.log` };
  }
}

function askHealth(origin: string, { variables }: Settings): Promise<Response> {
  const headers = { authorization: `Bearer ${variables.HEALTH_TOKEN}` };
  return fetch(`${origin}/health/detailed`, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
}

/** Asks the running server when the worker last gave a sign of life; a worker that has just started may need a moment. */
export async function checkWorker(origin: string, settings: Settings, tries = 5): Promise<Check> {
  const name = "Worker";
  try {
    const response = await askHealth(origin, settings);
    const body = workerHealth.safeParse(await response.json());
    const worker = body.data?.checks.worker;
    if (worker?.status === "ok")
      return {
        name,
        isGood: true,
        words: `running, last heartbeat ${Math.round(worker.age_seconds ?? 0)} s ago`,
      };
    if (tries > 1) {
      await sleep(300);
      return checkWorker(origin, settings, tries - 1);
    }
    return { name, isGood: false, words: `no heartbeat (${response.status}); see logs/worker.log` };
  } catch (error) {
    return { name, isGood: false, words: `GET /health/detailed fails (${reason(error)}); see logs/web.log` };
  }
}

/**
 * Whether callers are told apart; null when nothing speaks against it. Our server speaks no TLS: before an https address there
 * is a proxy, and before any other there is one when the verification has just come through it.
 */
export async function checkProxy(origin: string, settings: Settings): Promise<Check | null> {
  const { TRUSTED_PROXIES = "0", WHATSAPP_WEBHOOK_URL = "", NEXTAUTH_URL = "" } = settings.variables;
  if (Number(TRUSTED_PROXIES) > 0) return null;
  const isHttps = [WHATSAPP_WEBHOOK_URL, NEXTAUTH_URL].some((address) => /^https:/i.test(address));
  const words =
    "there is a proxy in front, but TRUSTED_PROXIES is 0, so all callers count as one. Set it to the number of proxies";
  if (isHttps) return { name: "Proxy", isGood: false, words };
  const response = await askHealth(origin, settings).catch(() => null);
  const body = workerHealth.safeParse(await response?.json().catch(() => null));
  return body.data?.checks.proxy.status === "forwarding_ignored"
    ? { name: "Proxy", isGood: false, words }
    : null;
}

/** Does what Meta does when the webhook is registered: asks the public address to give a challenge back. */
export async function checkWebhook({ variables }: Settings, challenge = "test123"): Promise<Check> {
  const name = "Webhook";
  const { WHATSAPP_WEBHOOK_URL: callback = "", WHATSAPP_VERIFY_TOKEN: token = "" } = variables;
  const url = handshakeUrl(callback, token, challenge);
  const advice = "does WHATSAPP_WEBHOOK_URL point here (tunnel, proxy)?";
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error" });
    const body = await readStart(response, 1000);
    if (response.ok && body === challenge)
      return { name, isGood: true, words: "Verified (test challenge answered)" };
    return { name, isGood: false, words: `not verified (HTTP ${response.status}); ${advice}` };
  } catch (error) {
    return { name, isGood: false, words: `can't be reached (${reason(error)}); ${advice}` };
  }
}

import { decideMode } from "#lib/settings/mode";
import { dataDirOf } from "../settings/settings.ts";
import { isTunnelRunning } from "../start/start-lock.ts";
import { readKept } from "./kept.ts";

const WEBHOOK_PATH = "/api/whatsapp/webhook";

/** Where Meta is to bring messages under a public address. */
export function webhookAt(origin: string): string {
  return new URL(WEBHOOK_PATH, origin).href;
}

/** Where people reach this machine through the tunnel that is open just now; null without one. Throws where that can't be read. */
export async function findTunnel(dataDir: string): Promise<string | null> {
  const address = readKept(dataDir)?.address ?? null;
  return address !== null && (await isTunnelRunning(dataDir)) ? address : null;
}

/** The settings given, with the address of an open tunnel, if it can be read, in place of the own one: links, sign-in and limits follow from it. */
export async function throughTunnel(given: Record<string, string>): Promise<Record<string, string>> {
  if (decideMode(given).mode === "demo") return given;
  const address = await findTunnel(dataDirOf(given)).catch(() => null);
  if (address === null) return given;
  return {
    ...given,
    WHATSAPP_WEBHOOK_URL: webhookAt(address),
    NEXTAUTH_URL: address,
    TRUSTED_PROXIES: "1",
  };
}

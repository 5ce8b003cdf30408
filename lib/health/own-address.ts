import { env } from "../env.ts";
import { isLoopback } from "../settings/loopback.ts";

/** Whether an address is that of our webhook; this machine has several names. */
export function isOurAddress(address: string, ours = env().WHATSAPP_WEBHOOK_URL): boolean {
  if (!URL.canParse(address)) return false;
  const [url, wanted] = [new URL(address), new URL(ours)];
  const isHost =
    url.host === wanted.host || (url.port === wanted.port && isLoopback(address) && isLoopback(ours));
  return isHost && url.protocol === wanted.protocol && url.pathname === wanted.pathname;
}

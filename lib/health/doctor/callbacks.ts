import { env } from "../../env.ts";
import { isLoopback } from "../../settings/loopback.ts";
import { isOurAddress } from "../own-address.ts";

const TIMEOUT_MS = 8000;

/** What is said of an address that nobody has any more: by servers, by ngrok (404) and by Cloudflare (530) of a tunnel that ended. */
const GONE = [404, 410, 530];

const hasNoName = (error: unknown) =>
  error instanceof Error &&
  error.cause instanceof Error &&
  "code" in error.cause &&
  error.cause.code === "ENOTFOUND";

/**
 * Whether nobody is at a callback's address any more, or nobody ever could be, as on a machine itself. A server that is down for
 * a moment still has its messages: in doubt they are not ours to take.
 */
export async function isAbandoned(callback: string): Promise<boolean> {
  if (!URL.canParse(callback)) return true;
  const options = { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) } as const;
  try {
    return GONE.includes((await fetch(callback, options)).status);
  } catch (error) {
    return hasNoName(error) || isLoopback(callback);
  }
}

/** The callback with which our app may be subscribed to more: the one it has, or ours where it has none that anybody is at. */
export async function callbackToKeep(callback: string | null): Promise<string> {
  const isFree = callback === null || isOurAddress(callback) || (await isAbandoned(callback));
  return isFree ? env().WHATSAPP_WEBHOOK_URL : callback;
}

import { env } from "../../env.ts";
import { isLoopback } from "../../settings/loopback.ts";
import { handshakeUrl } from "../../whatsapp/webhook/handshake-url.ts";
import { isOurAddress } from "../own-address.ts";

const TIMEOUT_MS = 8000;

/** Addresses that a tunnel has for once, and what its company says when it has ended. */
const THROWN_AWAY = [
  { host: /\.trycloudflare\.com$/, isOver: ({ status }: Response) => status === 530 },
  {
    host: /\.ngrok(-free)?\.(app|dev|io)$/,
    isOver: ({ headers }: Response) => headers.get("ngrok-error-code") === "ERR_NGROK_3200",
  },
];

const hasNoName = (error: unknown) =>
  error instanceof Error &&
  error.cause instanceof Error &&
  "code" in error.cause &&
  error.cause.code === "ENOTFOUND";

/** Asks an address as Meta does when a callback is entered, but with a token that nobody has. */
function knockAt(callback: string): Promise<Response> {
  const url = handshakeUrl(callback, "nobody has this one", "0");
  return fetch(url, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
}

/**
 * Whether nobody is at a callback's address any more: it has no name, its tunnel has ended, or it is on a machine itself and
 * nothing listens. A server that is down, or says that it knows no such page, may be back in a minute, and its messages are not
 * ours to take.
 */
export async function isAbandoned(callback: string): Promise<boolean> {
  if (!URL.canParse(callback)) return true;
  try {
    const response = await knockAt(callback);
    await response.body?.cancel();
    const { hostname } = new URL(callback);
    return THROWN_AWAY.some(({ host, isOver }) => host.test(hostname) && isOver(response));
  } catch (error) {
    return hasNoName(error) || isLoopback(callback);
  }
}

/** The callback with which our app may be subscribed to more: the one it has, or ours where it has none that anybody is at. */
export async function callbackToKeep(callback: string | null): Promise<string> {
  const isFree = callback === null || isOurAddress(callback) || (await isAbandoned(callback));
  return isFree ? env().WHATSAPP_WEBHOOK_URL : callback;
}

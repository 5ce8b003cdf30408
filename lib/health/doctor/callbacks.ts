import { Resolver } from "node:dns/promises";
import { env } from "../../env.ts";
import { isLoopback } from "../../settings/loopback.ts";
import { handshakeUrl } from "../../whatsapp/webhook/handshake-url.ts";
import { isOurAddress } from "../own-address.ts";

const TIMEOUT_MS = 8000;
const DNS_TIMEOUT_MS = 2000;

/** A quick tunnel of cloudflared has its name for once; what its company says when it has ended. */
const QUICK_TUNNEL = { host: /\.trycloudflare\.com$/, over: 530 };

/** Asks an address as Meta does when a callback is entered, but with a token that nobody has. */
function knockAt(callback: string): Promise<Response> {
  const url = handshakeUrl(callback, "nobody has this one", "0");
  return fetch(url, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
}

/** The codes of all errors for which a call came to nothing; a name can have several addresses. */
function codesOf(error: unknown): unknown[] {
  const cause = error instanceof Error ? error.cause : undefined;
  const causes = cause instanceof AggregateError ? cause.errors : [cause];
  return causes.map((one) => (one instanceof Error && "code" in one ? one.code : undefined));
}

/** Whether DNS says that there is no such name, for both kinds of addresses and twice; a system without IPv6 asks only for one kind. */
async function hasNoName(host: string): Promise<boolean> {
  const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: 1 });
  for (const ask of ["resolve4", "resolve6", "resolve4", "resolve6"] as const) {
    const code = await resolver[ask](host).catch(({ code }: NodeJS.ErrnoException) => code);
    if (code !== "ENOTFOUND") return false;
  }
  return true;
}

/**
 * Whether nobody is at a callback's address any more: it has no name, its quick tunnel has ended, or it is on a machine itself and
 * nothing listens. A server that is down, slow, or says that it knows no such page may be back in a minute, and its messages are
 * not ours to take; nor are those of an address that we can't read.
 */
export async function isAbandoned(callback: string): Promise<boolean> {
  if (!URL.canParse(callback)) return false;
  const { hostname } = new URL(callback);
  try {
    const response = await knockAt(callback);
    await response.body?.cancel();
    return QUICK_TUNNEL.host.test(hostname) && response.status === QUICK_TUNNEL.over;
  } catch (error) {
    const codes = codesOf(error);
    if (isLoopback(callback)) return codes.every((code) => code === "ECONNREFUSED");
    return codes.every((code) => code === "ENOTFOUND") && hasNoName(hostname);
  }
}

/** Whether a callback may be replaced by ours: there is none, it is ours already, or nobody is there any more. */
export async function isFree(callback: string | null, ours = env().WHATSAPP_WEBHOOK_URL): Promise<boolean> {
  return callback === null || isOurAddress(callback, ours) || isAbandoned(callback);
}

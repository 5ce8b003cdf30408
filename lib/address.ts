import { env } from "./env.ts";
import { isLoopback } from "./loopback.ts";

function peerAddress(headers: Headers): string {
  return headers.get("x-connect-peer") ?? "unknown";
}

/**
 * The network address of the caller, as our own server saw it (it overwrites what a client claims). Behind proxies of
 * ours it is what the outermost of them saw; `X-Forwarded-For` is read no further back than `TRUSTED_PROXIES` says.
 */
export function callerAddress(headers: Headers): string {
  const hops = env().TRUSTED_PROXIES;
  const forwarded = headers.get("x-forwarded-for")?.split(",") ?? [];
  return (hops > 0 && forwarded.at(-hops)?.trim()) || peerAddress(headers);
}

/** Whether a call came straight from this machine, not through a proxy or a tunnel that runs on it. */
export function isLocalCaller({ headers }: Request): boolean {
  const isDirect = headers.get("x-connect-proxied") === "0";
  const isLocalPeer = /^(::1|(::ffff:)?127(\.\d+){3})$/.test(peerAddress(headers));
  return isDirect && isLocalPeer && isLoopback(`http://${headers.get("host") ?? "unknown"}`);
}

import { isLoopback } from "./env.ts";

/** The network address of the caller as our own server saw it (it overwrites what a client claims); "unknown" elsewhere. */
export function peerAddress(headers: Headers): string {
  return headers.get("x-connect-peer") ?? "unknown";
}

/** Whether a call came straight from this machine, not through a proxy or a tunnel that runs on it. */
export function isLocalCaller(request: Request): boolean {
  const { headers } = request;
  if (["x-forwarded-for", "x-forwarded-host", "forwarded", "via"].some((name) => headers.has(name)))
    return false;
  const isLocalPeer = /^(::1|(::ffff:)?127(\.\d+){3})$/.test(peerAddress(headers));
  return isLocalPeer && isLoopback(`http://${headers.get("host") ?? "unknown"}`);
}

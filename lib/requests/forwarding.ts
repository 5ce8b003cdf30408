import type { IncomingHttpHeaders } from "node:http";
import { BlockList, isIP } from "node:net";
import { env } from "../env.ts";
import { log } from "../log.ts";

/** What proxies, tunnels and content networks add to a request that they pass on. */
const FORWARDING =
  /^(forwarded|via|x-forwarded(-.+)?|x-(real|client|cluster-client|original|remote)-(ip|addr|host)|x-envoy-.+|cf-.+|cdn-loop|true-client-ip|fastly-client-ip|x-proxyuser-ip)$/;

/** So long a proxy counts as being in front after it last showed. */
const SEEN_MS = 10 * 60_000;

/** Where our own proxy can be: on this machine, or in a network that the internet does not reach. */
const NEARBY = new BlockList();
for (const [net, prefix] of [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["169.254.0.0", 16],
  ["100.64.0.0", 10],
] as const)
  NEARBY.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of [
  ["::1", 128],
  ["fc00::", 7],
  ["fe80::", 10],
] as const)
  NEARBY.addSubnet(net, prefix, "ipv6");

// Next bundles our modules a second time, for its pages; what one half sees, the other has to know.
const holder = globalThis as typeof globalThis & { connectForwardingSeenAt?: number };

/** Whether a request came through somebody who passes requests on. */
export function isForwarded(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some((name) => FORWARDING.test(name));
}

/**
 * Remembers that requests come through a proxy while `TRUSTED_PROXIES` says that there is none, so that everybody counts as
 * one caller; says so in the log, once. A stranger who only claims to have been passed on is not believed.
 */
export function noteForwarding(peer: string, now = Date.now()): void {
  if (env().TRUSTED_PROXIES > 0 || !isNearby(peer)) return;
  if (holder.connectForwardingSeenAt === undefined) {
    log().error(
      "requests come through a proxy, but TRUSTED_PROXIES is 0: everybody counts as one caller for all limits. Set it to the number of proxies",
    );
  }
  holder.connectForwardingSeenAt = now;
}

/** Whether a proxy has shown in the last minutes that `TRUSTED_PROXIES` knows nothing of. */
export function isForwardingIgnored(now = Date.now()): boolean {
  const seenAt = holder.connectForwardingSeenAt;
  return seenAt !== undefined && now - seenAt < SEEN_MS;
}

function isNearby(peer: string): boolean {
  const bare = peer.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  const version = isIP(bare);
  return version !== 0 && NEARBY.check(bare, version === 4 ? "ipv4" : "ipv6");
}

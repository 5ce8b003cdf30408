import { isIPv6 } from "node:net";

/** Names that stand for this machine in every hosts file; `localhost` also with anything before it (RFC 6761). */
const NAMES =
  /^(([a-z\d-]+\.)*localhost|localhost\.localdomain|localhost[46](\.localdomain[46])?|ip6-(localhost|loopback))$/;

/** `127.0.0.1` and its block, `::1`, both written as IPv6, and the addresses that mean "this machine, whichever way". */
const ADDRESSES = /^(127(\.\d+){3}|0\.0\.0\.0|\[(::1?|::(ffff:)?(7f[\da-f]{2}:[\da-f]{1,4}|0:0))\])$/;

/** Whether a host, in any spelling (decimal, hex, a dot at the end, IPv4 inside IPv6), can only be this machine. */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, "$1").replace(/%.*$/, "");
  const address = `http://${isIPv6(bare) ? `[${bare}]` : host}`;
  if (host === "" || /[\s/@?#\\]/.test(host) || !URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  const name = hostname.replace(/\.$/, "");
  return NAMES.test(name) || ADDRESSES.test(name);
}

/** Whether an http(s) address leads back to this machine; one that cannot be read does not. */
export function isLoopback(address: string): boolean {
  return URL.canParse(address) && isLoopbackHost(new URL(address).hostname);
}

/**
 * Whether a database address leads to this machine and nowhere else, by the host as well as by its `host` parameters, one
 * or several; a folder is a socket of this machine. Without any of them it is what `PGHOST` says.
 */
export function isLocalDatabase(address: string, pgHost = ""): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname, searchParams } = new URL(address);
  const named = ["host", "hostaddr"].flatMap((name) => searchParams.getAll(name));
  const hosts = [decode(hostname), ...named].filter((host) => host !== "");
  const all = (hosts.length > 0 ? hosts : [pgHost || "localhost"]).flatMap((host) => host.split(","));
  return all.every((host) => host.startsWith("/") || isLoopbackHost(host));
}

function decode(host: string): string {
  try {
    return decodeURIComponent(host);
  } catch {
    return host;
  }
}

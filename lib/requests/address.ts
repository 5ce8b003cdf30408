import { isIPv6 } from "node:net";
import { env } from "../env.ts";
import { isSameSecret } from "../same-secret.ts";
import { isLoopback, isLoopbackHost } from "../settings/loopback.ts";
import { isFrontOurs, readFrontHeader } from "./front.ts";

/** Who calls where nobody can be believed: one caller for all limits. */
const UNKNOWN = "unknown";

function peerAddress(headers: Headers): string {
  return readFrontHeader(headers, "x-connect-peer") ?? UNKNOWN;
}

/**
 * The caller's network address, as our own server or the outermost of our proxies saw it; "unknown" without our server in
 * front.
 */
export function callerAddress(headers: Headers): string {
  if (!isFrontOurs()) return UNKNOWN;
  const hops = env().TRUSTED_PROXIES;
  const forwarded = headers.get("x-forwarded-for")?.split(",") ?? [];
  return (hops > 0 && forwarded.at(-hops)?.trim()) || peerAddress(headers);
}

/**
 * What limits count an address by: an IPv4 address in one spelling, without a port; of IPv6 the first 64 bits, since
 * whoever has one such address has all that begin like it.
 */
function networkOf(address: string): string {
  const { bare, groups } = readAddress(address);
  return groups ? `${groups.slice(0, 4).join(":")}::/64` : bare;
}

/**
 * Every network that limits count an address by, the narrowest first: `networkOf`, and of IPv6 also the first 48 bits,
 * which providers hand to one customer and which hold 65,536 of the former.
 */
export function networksOf(address: string): [narrow: string, wide?: string] {
  const { groups } = readAddress(address);
  return groups ? [networkOf(address), `${groups.slice(0, 3).join(":")}::/48`] : [networkOf(address)];
}

/** An address in one spelling, and of IPv6 its eight groups; one of IPv4 within IPv6 is one of IPv4. */
function readAddress(address: string): { bare: string; groups?: string[] } {
  const [, inBrackets, ofVersion4] = /^(?:\[(.+)\]|(\d+(?:\.\d+){3}))(?::\d+)?$/.exec(address) ?? [];
  const [bare = ""] = (inBrackets ?? ofVersion4 ?? address).split("%");
  if (!isIPv6(bare)) return { bare };
  const spelt = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(spelt) ?? [];
  if (high && low) return { bare: [high, low].flatMap(toBytes).join(".") };
  const [head = [], tail = []] = spelt.split("::").map((part) => part.split(":").filter(Boolean));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return { bare: spelt, groups: [...head, ...zeros, ...tail] };
}

function toBytes(group: string): number[] {
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 255];
}

/**
 * Whether a call came straight from this machine, not through a proxy or a tunnel that runs on it. Where people come in under
 * a public address there is such a one, and not all of them say so: then the call has to prove itself by `HEALTH_TOKEN`.
 */
export function isLocalCaller({ headers }: Request): boolean {
  const isDirect = readFrontHeader(headers, "x-connect-proxied") === "0";
  const host = headers.get("host")?.replace(/:\d+$/, "") ?? "";
  const isFromHere = isDirect && isLoopbackHost(peerAddress(headers)) && isLoopbackHost(host);
  return isFromHere && (isOnThisMachineOnly() || hasHealthToken(headers));
}

function isOnThisMachineOnly(): boolean {
  const { NEXTAUTH_URL, WHATSAPP_WEBHOOK_URL, TRUSTED_PROXIES } = env();
  return TRUSTED_PROXIES === 0 && [NEXTAUTH_URL, WHATSAPP_WEBHOOK_URL].every(isLoopback);
}

function hasHealthToken(headers: Headers): boolean {
  const [, given] = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  const { HEALTH_TOKEN } = env();
  return given !== undefined && HEALTH_TOKEN !== undefined && isSameSecret(given, HEALTH_TOKEN);
}

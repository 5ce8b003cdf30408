import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";
import nextConfig from "../next.config.js";
import { methodsAt } from "./allowed-methods.ts";

const [everywhere] = (await nextConfig.headers?.()) ?? [];

/**
 * What every response of ours carries: Next gives the first part to pages and endpoints only, so it stands in its
 * configuration. The policy is for whoever sets none of their own: nothing but our own files, no scripts, no frame around.
 */
export const COMMON_HEADERS: Record<string, string> = {
  ...Object.fromEntries((everywhere?.headers ?? []).map(({ key, value }) => [key, value])),
  "cache-control": "no-store",
  "Content-Security-Policy":
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
};

const COMMON = Object.entries(COMMON_HEADERS).map(([name, value]) => ({
  name,
  lowerCase: name.toLowerCase(),
  value,
}));

/**
 * Adds those of these headers that a response lacks when it is sent, since Next appends to or keeps what is there before; and
 * to a 405 the methods that the address does take (RFC 9110), which Next leaves out.
 */
export function completeHeaders(response: ServerResponse, url: string | undefined): void {
  const writeHead = response.writeHead;
  response.writeHead = function (this: ServerResponse, ...head: unknown[]) {
    const given = namesIn(head.find((part) => typeof part === "object" && part !== null));
    for (const { name, lowerCase, value } of COMMON)
      if (!given.has(lowerCase) && !this.hasHeader(name)) this.setHeader(name, value);
    if (head[0] === 405 && !given.has("allow") && !this.hasHeader("allow"))
      this.setHeader("allow", methodsAt(url).join(", "));
    return Reflect.apply(writeHead, this, head);
  } as typeof writeHead;
}

function namesIn(headers: OutgoingHttpHeaders | OutgoingHttpHeader[] | unknown): Set<string> {
  const names = Array.isArray(headers)
    ? headers.flat().filter((_, at) => at % 2 === 0)
    : Object.keys(headers ?? {});
  return new Set(names.map((name) => String(name).toLowerCase()));
}

import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";
import nextConfig from "../next.config.js";

const [everywhere] = (await nextConfig.headers?.()) ?? [];

/** What every answer of ours carries that Next does not give, as Next is told in its configuration. */
export const COMMON_HEADERS: Record<string, string> = {
  ...Object.fromEntries((everywhere?.headers ?? []).map(({ key, value }) => [key, value])),
  "cache-control": "no-store",
};

/** The same for whoever sets no policy of its own: nothing but our own files, no scripts in the page, no frame around it. */
export const ANSWER_HEADERS: Record<string, string> = {
  ...COMMON_HEADERS,
  "Content-Security-Policy":
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
};

/** Adds to an answer, whoever gives it, those of these headers that it does not have when it is sent. */
export function completeHeaders(response: ServerResponse): void {
  const writeHead = response.writeHead;
  response.writeHead = function (this: ServerResponse, ...head: unknown[]) {
    const given = namesIn(head.find((part) => typeof part === "object" && part !== null));
    for (const [name, value] of Object.entries(ANSWER_HEADERS))
      if (!this.hasHeader(name) && !given.has(name.toLowerCase())) this.setHeader(name, value);
    return Reflect.apply(writeHead, this, head);
  } as typeof writeHead;
}

function namesIn(headers: OutgoingHttpHeaders | OutgoingHttpHeader[] | unknown): Set<string> {
  const names = Array.isArray(headers)
    ? headers.flat().filter((_, at) => at % 2 === 0)
    : Object.keys(headers ?? {});
  return new Set(names.map((name) => String(name).toLowerCase()));
}

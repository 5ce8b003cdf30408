import type { ServerResponse } from "node:http";
import { COMMON_HEADERS } from "./common-headers.ts";

/** Whether an address has slashes too many, which Next would answer without any of our headers. */
export function isMisspelt(url = "/"): boolean {
  const [path = "/"] = url.split("?", 1);
  // A backslash is a slash to browsers: what has one is left to Next, and leads nowhere.
  return path !== "/" && /^\/[^\\]*$/.test(path) && /\/\/|\/$/.test(path);
}

/** Leads to the same address without them; what it asks for, a link token maybe, is kept by nobody on the way. */
export function goToOneSpelling(url: string, response: ServerResponse): void {
  const [path = "/"] = url.split("?", 1);
  const location = path.replaceAll(/\/{2,}/g, "/").replace(/(.)\/$/, "$1") + url.slice(path.length);
  const headers = { ...COMMON_HEADERS, "Referrer-Policy": "no-referrer", location, "content-length": 0 };
  response.writeHead(308, headers).end();
}

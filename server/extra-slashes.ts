import type { ServerResponse } from "node:http";

/** Whether an address has slashes too many: Next would lead to it without them, but with the token of a link as referrer. */
export function hasExtraSlashes(url = "/"): boolean {
  const [path = "/"] = url.split("?", 1);
  // A backslash is a slash to browsers: what has one is left to Next, and leads nowhere.
  return path !== "/" && /^\/[^\\]*$/.test(path) && /\/\/|\/$/.test(path);
}

/** Leads to the same address without them; what it asks for, a link token maybe, is kept by nobody on the way. */
export function redirectWithoutThem(url: string, response: ServerResponse): void {
  const [path = "/"] = url.split("?", 1);
  const location = path.replaceAll(/\/{2,}/g, "/").replace(/(.)\/$/, "$1") + url.slice(path.length);
  response.writeHead(308, { "Referrer-Policy": "no-referrer", location, "content-length": 0 }).end();
}

import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { Refusal } from "./http.ts";

const FOLDER = join(import.meta.dirname, "public");
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves the phone screen (also as a click-to-chat link, `/wa.me/<digits>`) and its files. */
export async function sendPage(response: ServerResponse, method: string, path: string): Promise<void> {
  if (method !== "GET" && method !== "HEAD") throw new Refusal(405, "Pages can only be read.");
  const isScreen = path === "/" || /^\/wa\.me(\/[+\d]*)?$/.test(path);
  const name = isScreen ? "index.html" : path.slice(1);
  const type = TYPES[extname(name)];
  if (!type || !/^[\w-]+\.\w+$/.test(name)) throw new Refusal(404, "Page not found.");
  const content = await readFile(join(FOLDER, name)).catch(() => null);
  if (!content) throw new Refusal(404, "Page not found.");
  response.writeHead(200, {
    "content-type": type,
    "cache-control": "no-cache",
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  response.end(method === "HEAD" ? undefined : content);
}

import type { RequestListener } from "node:http";
import { SIGNS_OF_LIFE } from "#lib/health/signs-of-life";

const signs = new Map(Object.entries(SIGNS_OF_LIFE));

/** What a request to read one of these addresses asks for; undefined for all other requests. */
function signFor({ method = "", url = "" }: { method?: string | undefined; url?: string | undefined }) {
  const [path = ""] = url.split("?", 1);
  return method === "GET" || method === "HEAD" ? signs.get(path) : undefined;
}

/**
 * Responds to who asks whether we are up and ready, as the routes below `app/health/` do, and says whether it was that: who
 * decides on our restart doesn't wait behind the pages that Next renders.
 */
export function tellSignOfLife(...[request, response]: Parameters<RequestListener>): boolean {
  const sign = signFor(request);
  if (!sign) return false;
  request.resume();
  void sign().then(({ status, body }) => {
    const text = JSON.stringify(body);
    response
      .writeHead(status, {
        "content-type": "application/json",
        "x-request-id": String(request.headers["x-request-id"]),
        "content-length": Buffer.byteLength(text),
      })
      .end(text);
  });
  return true;
}

import type { ServerResponse } from "node:http";
import { listRoutes } from "./routes.ts";

const byPath = new Map(listRoutes().endpoints.map(({ path, methods }) => [path, methods]));

/** Completes a 405 as RFC 9110 wants it: with the methods that the address does take. Next leaves them out. */
export function sayAllowedMethods(url: string | undefined, response: ServerResponse): void {
  const methods = byPath.get((url ?? "/").split("?")[0] ?? "/");
  if (!methods) return;
  const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const writeHead = response.writeHead;
  response.writeHead = function (this: ServerResponse, ...head: unknown[]) {
    if (head[0] === 405) this.setHeader("allow", allow);
    return Reflect.apply(writeHead, this, head);
  } as typeof writeHead;
}

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { Refusal, readBody, sendJson } from "../http.ts";
import { parseObject } from "../json.ts";
import { isThisMachine } from "../this-machine.ts";
import type { World } from "../world.ts";
import type { ControlRoutes } from "./call.ts";
import { CONTROL_DOCUMENT } from "./document.ts";
import { metaRoutes } from "./meta.ts";
import { phoneRoutes } from "./phones.ts";
import { scenarioRoutes } from "./scenarios.ts";
import { sendingRoutes } from "./sending.ts";

const ROUTES: ControlRoutes = { ...phoneRoutes, ...sendingRoutes, ...metaRoutes, ...scenarioRoutes };

/** Whether a browser calls for a page of ours, or no browser at all: some name the page's origin, some its relation to us. */
function isOwnPage({ origin, host, "sec-fetch-site": relation = "none" }: IncomingHttpHeaders): boolean {
  const isOurs = origin === undefined || origin === `http://${host}`;
  return isOurs && (relation === "same-origin" || relation === "none");
}

function requireLocalCaller({ socket, headers }: IncomingMessage): void {
  if (!isThisMachine(socket.remoteAddress ?? ""))
    throw new Refusal(403, "The control API works on this machine only.");
  if (!isOwnPage(headers)) throw new Refusal(403, "A page of another site can’t control the phones.");
}

/** Runs one control call, or throws a `Refusal`. */
export async function respondToControl(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  requireLocalCaller(request);
  const [, , noun, second, third] = url.pathname.split("/");
  if (!noun) return sendJson(response, 200, CONTROL_DOCUMENT);
  const method = request.method ?? "GET";
  const exact = ROUTES[`${method} ${[noun, second, third].filter(Boolean).join("/")}`];
  const byId = second ? ROUTES[`${method} ${[noun, ":id", third].filter(Boolean).join("/")}`] : undefined;
  const run = exact ?? byId;
  if (!run) throw new Refusal(404, "There is no such call. GET /control lists them.");
  const text = await readBody(request);
  const body = text ? parseObject(text) : {};
  if (!body) throw new Refusal(400, "The body must be a JSON object.");
  const result = await run({ world, id: decodeURIComponent(second ?? ""), query: url.searchParams, body });
  sendJson(response, 200, result);
}

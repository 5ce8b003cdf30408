import type { IncomingMessage, ServerResponse } from "node:http";
import { strikes } from "../faults.ts";
import { readBody, sendJson } from "../http.ts";
import { newLocalId, newTraceId } from "../ids.ts";
import { type Json, parseObject } from "../json.ts";
import { log } from "../log.ts";
import type { World } from "../world.ts";
import { requireCaller, requireProof } from "./credentials.ts";
import { GraphError, whatsappError } from "./errors.ts";
import type { GraphResponse } from "./messages.ts";
import { mishapAfter, mishapBefore, PlainServerError } from "./mishaps.ts";
import { APP_ID } from "./nodes.ts";
import { refuseForSetUp } from "./permissions.ts";
import { runGraphCall } from "./routes.ts";

const SECRET_PARAMETERS = ["input_token", "access_token", "appsecret_proof"];

type Outcome = {
  status: number;
  body: unknown;
  code: number | null;
  summary: string;
  afterResponse?: () => void;
};

function shownPath(url: URL): string {
  const shown = new URL(url);
  for (const name of SECRET_PARAMETERS) if (shown.searchParams.has(name)) shown.searchParams.set(name, "…");
  return decodeURIComponent(shown.pathname + shown.search);
}

function toOutcome(error: unknown): Outcome {
  if (error instanceof GraphError) {
    return { status: error.status, body: error.body, code: error.body.error.code, summary: error.message };
  }
  if (error instanceof PlainServerError) {
    return { status: 500, body: error.message, code: null, summary: "a 500 without Graph JSON" };
  }
  log("error", "graph_double_failed", {
    reason: error instanceof Error ? (error.stack ?? error.message) : "unknown",
  });
  const body = {
    error: {
      message: "An unknown error occurred",
      type: "OAuthException",
      code: 1,
      fbtrace_id: newTraceId(),
    },
  };
  return { status: 500, body, code: 1, summary: "a bug in the simulator" };
}

function send(response: ServerResponse, { status, body }: Outcome): void {
  if (typeof body === "string") {
    response.writeHead(status, { "content-type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><p>${body}</p>`);
  } else {
    sendJson(response, status, body, { "facebook-api-version": "v26.0" });
  }
}

async function decide(work: () => Promise<GraphResponse>): Promise<Outcome> {
  try {
    return { status: 200, code: null, ...(await work()) };
  } catch (error) {
    return toOutcome(error);
  }
}

/** Plays the Graph API for one request: decides, suffers its faults, responds, and writes it down. */
export async function respondAsGraph(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const at = Date.now();
  const method = request.method ?? "GET";
  const [, , ...path] = url.pathname.replace(/\/$/, "").split("/");
  const rawBody = await readBody(request);
  const body: Json = parseObject(rawBody) ?? {};
  const sends = method === "POST" && path[1] === "messages";
  const origin = `http://${request.headers.host ?? "127.0.0.1"}`;
  const outcome = await decide(async () => {
    if (world.faults.outage) throw whatsappError(2, "The service is temporarily down.");
    const asksAboutToken = path[0] === "debug_token";
    const isAppAsked = asksAboutToken || path[0] === APP_ID;
    const caller = requireCaller(world, request.headers.authorization, isAppAsked);
    if (caller === "token") requireProof(world, url);
    mishapBefore(world, sends);
    if (!asksAboutToken) refuseForSetUp(world.faults.lostPermission, sends, method, path[0] ?? "");
    return runGraphCall(world, { method, url, origin, path, body, caller });
  });
  const accepted = sends && outcome.status === 200;
  const held = accepted && world.faults.holdResponses;
  const lost = accepted && strikes(world.faults.lostResponsePercent);
  if (held) outcome.afterResponse?.();
  await mishapAfter(world, response, held);
  const cut = lost || response.destroyed;
  if (cut) request.socket.destroy();
  else send(response, outcome);
  world.journal.noteGraphCall({
    id: newLocalId(),
    at,
    milliseconds: Date.now() - at,
    method,
    path: shownPath(url),
    status: cut ? "cut" : outcome.status,
    code: outcome.code,
    summary: outcome.summary,
    request: rawBody ? body : null,
    response: cut ? null : outcome.body,
  });
  if (!held) outcome.afterResponse?.();
}

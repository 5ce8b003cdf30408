import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { env } from "#lib/env";
import { AppError } from "#lib/errors";
import { toFailureResponse } from "#lib/requests/failures";
import { methodFault } from "./allowed-methods.ts";
import { completeHeaders } from "./common-headers.ts";
import { hasExtraSlashes, redirectWithoutThem } from "./extra-slashes.ts";
import { limitConnections, limitResponse } from "./limits.ts";
import { sayRaw, statusOfFault } from "./raw-response.ts";
import { faultOf, METHODS } from "./request-faults.ts";
import { tellSignOfLife } from "./signs-of-life.ts";
import { handleWebhook, isForWebhook } from "./webhook.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What is about to be said over each connection. */
const current = new WeakMap<Socket, ServerResponse>();

/**
 * Responds to what comes to a server: to what is no request of ours, to the webhook and to who asks whether we are up here; all else
 * by `handle`. Every response has the common headers, also those to what Node itself cannot read.
 */
export function openFrontDoor(
  server: Server,
  mark: (request: IncomingMessage) => void,
  handle: Handler,
  isDev = false,
): void {
  limitConnections(server, { isProxied: env().TRUSTED_PROXIES > 0 });
  const receive = (request: IncomingMessage, response: ServerResponse) => {
    current.set(request.socket, response);
    completeHeaders(response, request.url);
    limitResponse(request, response);
    mark(request);
    const fault = faultOf(request);
    if (fault) return refuse(fault, request, response);
    // HTTP/1.0 needs no host; all that asks for one is asked under our own.
    request.headers.host ??= new URL(env().NEXTAUTH_URL).host;
    if (isForWebhook(request)) return handleWebhook(request, response);
    if (tellSignOfLife(request, response)) return;
    if (hasExtraSlashes(request.url)) return redirectWithoutThem(request.url ?? "/", response);
    const wrongMethod = methodFault(request.method, request.url, isDev);
    if (wrongMethod) return refuse(wrongMethod, request, response);
    handle(request, response).catch((error) => fail(error, request, response));
  };
  server.on("request", receive);
  server.on("checkExpectation", (request, response) => {
    current.set(request.socket, response);
    completeHeaders(response, request.url);
    mark(request);
    refuse(
      new AppError("unknown_expectation", "This Expect header isn't supported.", 417),
      request,
      response,
    );
  });
  server.on("connect", (_request, socket) => sayRaw(socket, 405, { Allow: METHODS.join(", ") }));
  server.on("clientError", (error, socket) => {
    const response = current.get(socket as Socket);
    if (response?.headersSent && !response.writableFinished) socket.destroy();
    else if ("code" in error && error.code === "ECONNRESET") socket.destroy();
    else sayRaw(socket, statusOfFault(error));
  });
}

function fail(error: unknown, request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent || request.socket.destroyed) return void response.destroy();
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  send(toFailureResponse(error, { id: idOf(request), method: request.method, pathname }), request, response);
}

function refuse(fault: AppError, request: IncomingMessage, response: ServerResponse): void {
  const given = toFailureResponse(fault, { id: idOf(request), method: request.method, pathname: "" });
  if (fault.code === "unknown_method") response.setHeader("allow", METHODS.join(", "));
  send(given, request, response);
}

function idOf(request: IncomingMessage): string {
  return String(request.headers["x-request-id"]);
}

function send(
  { status, headers, body }: ReturnType<typeof toFailureResponse>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  // What is left of its body is read and thrown away, so that the response arrives.
  request.resume();
  response
    .writeHead(status, STATUS_CODES[status], {
      ...headers,
      "x-request-id": idOf(request),
      "content-length": Buffer.byteLength(body),
    })
    .end(body);
}

import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { env, requireEnvironment } from "#lib/env";
import { isForwarded, noteForwarding } from "#lib/forwarding";
import { log } from "#lib/log";
import { sayAllowedMethods } from "./allow-header.ts";
import { goToOneSpelling, isMisspelt } from "./one-spelling.ts";
import { onStop } from "./stop-signals.ts";
import { answerWebhook, isForWebhook, isPreflightOfWebhook } from "./webhook-front.ts";

const FINISH_MS = 15_000;

requireEnvironment();

const { PORT: port, HOST: hostname } = env();
const server = createServer({
  requestTimeout: 60_000,
  headersTimeout: 8_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
});
const app = next({ dev: process.argv.includes("--dev"), hostname, port, httpServer: server });

/** Headers that our own code trusts are written here and nowhere else, whatever the client sent. */
function markRequest(request: IncomingMessage): void {
  delete request.headers["x-middleware-subrequest"];
  request.headers["x-connect-peer"] = request.socket.remoteAddress ?? "";
  // Asked here, because Next adds forwarding headers of its own to every request.
  const isProxied = isForwarded(request.headers);
  if (isProxied) noteForwarding(request.socket.remoteAddress ?? "");
  request.headers["x-connect-proxied"] = isProxied ? "1" : "0";
  request.headers["x-request-id"] = randomUUID();
  // Node keeps the first of several; which one is meant is not ours to guess, so all of them are passed on, to be refused.
  const { authorization } = request.headersDistinct;
  if (authorization) request.headers.authorization = authorization.join(", ");
}

function refuseMethod(response: ServerResponse, allow: string): void {
  response.writeHead(405, { allow, "content-length": 0 }).end();
}

function fail(error: NodeJS.ErrnoException): never {
  if (error.code === "EADDRINUSE") {
    process.stderr.write(
      `Port ${port} is in use by another program. Choose another: PORT=${port + 1} npm start\n`,
    );
  } else log().fatal({ error }, "the web server ends");
  process.exit(1);
}

function stop(): void {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  // Keep-alive connections that become idle while requests are being finished would hold the server open.
  setInterval(() => server.closeIdleConnections(), 250);
  setTimeout(() => server.closeAllConnections(), FINISH_MS);
}

process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);
onStop(stop);
server.on("error", fail);

await app.prepare();
const answer = app.getRequestHandler();
server.on("request", (request, response) => {
  if (request.method === "TRACE")
    return refuseMethod(response, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  markRequest(request);
  if (isForWebhook(request)) return answerWebhook(request, response);
  if (isPreflightOfWebhook(request)) return refuseMethod(response, "GET, HEAD, POST");
  if (isMisspelt(request.url)) return goToOneSpelling(request.url ?? "/", response);
  sayAllowedMethods(request.url, response);
  answer(request, response).catch((error) => {
    log().error({ error }, "a request could not be answered");
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
server.listen(port, hostname, () => process.send?.({ ready: true }));

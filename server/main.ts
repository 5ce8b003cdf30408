import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import next from "next";
import { withoutOddCookies } from "#lib/auth/sessions/odd-cookies";
import { openConnections } from "#lib/db";
import { env, requireEnvironment } from "#lib/env";
import { announceStop } from "#lib/health/readiness";
import { log } from "#lib/log";
import { isForwarded, noteForwarding } from "#lib/requests/forwarding";
import { standInFront } from "#lib/requests/front";
import { openFrontDoor } from "./front-door.ts";
import { SERVER_OPTIONS } from "./limits.ts";
import { inTurn } from "./page-turns.ts";
import { logWhatIsPrinted } from "./printed.ts";
import { dropOddRouterState } from "./router-state.ts";
import { onStop } from "./stop-signals.ts";

const FINISH_MS = 15_000;

/** A proxy that asks every second whether we are ready has sent its last request by then, even if it asks twice. */
const LEAVE_MS = 3000;

requireEnvironment();
standInFront();

const { PORT: port, HOST: hostname } = env();
const isDev = process.argv.includes("--dev");
// But for the reloading of pages in development, nothing of ours speaks anything else than HTTP: what asks for it gets a response as if it had not.
const server = createServer({ ...SERVER_OPTIONS, ...(isDev ? {} : { shouldUpgradeCallback: () => false }) });
const app = next({ dev: isDev, hostname, port, httpServer: server });

/** Headers that our own code trusts are written here and nowhere else, whatever the client sent. */
function markRequest(request: IncomingMessage): void {
  delete request.headers["x-middleware-subrequest"];
  dropOddRouterState(request);
  request.headers["x-connect-peer"] = request.socket.remoteAddress ?? "";
  // Asked here, because Next adds forwarding headers of its own to every request.
  const isProxied = isForwarded(request.headers);
  if (isProxied) noteForwarding(request.socket.remoteAddress ?? "");
  request.headers["x-connect-proxied"] = isProxied ? "1" : "0";
  request.headers["x-request-id"] = randomUUID();
  // Node keeps the first of several; which one is meant is not ours to guess, so all of them are passed on, to be refused.
  if (request.headers.authorization !== undefined)
    request.headers.authorization = request.headersDistinct.authorization?.join(", ");
}

function fail(error: NodeJS.ErrnoException): never {
  if (error.code === "EADDRINUSE") {
    process.stderr.write(
      `Port ${port} is in use by another program. Choose another: PORT=${port + 1} npm start\n`,
    );
  } else log().fatal({ error }, "the web server ends");
  process.exit(1);
}

async function stop(): Promise<void> {
  const { isWatched } = announceStop();
  // Who keeps a connection opens the next one elsewhere, instead of finding this one closed.
  server.prependListener("request", (_request, response) => response.setHeader("Connection", "close"));
  if (isWatched) await pause(LEAVE_MS);
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

if (!isDev) logWhatIsPrinted();
await Promise.all([app.prepare(), openConnections()]);
const toNext = app.getRequestHandler();
const handle = async (request: IncomingMessage, response: ServerResponse) => {
  const { cookie } = request.headers;
  if (cookie !== undefined) request.headers.cookie = await withoutOddCookies(cookie);
  return toNext(request, response);
};
// In development a page may be waited for while it is compiled.
openFrontDoor(server, markRequest, isDev ? handle : inTurn(handle), isDev);
server.listen(port, hostname, () => process.send?.({ ready: true }));

import type { IncomingMessage, Server, ServerOptions, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { log } from "#lib/log";

/** How many connections there may be at once: a burst of Meta's, or a school's, and far more than that. */
const MAX_CONNECTIONS = 10_000;

/** How many of them one address may have: all students of a large school behind one. */
const MAX_PER_ADDRESS = 2000;

/** A request that has not come by then, with its body, is not waited for any longer. */
const REQUEST_MS = 9000;

/** A connection over which nothing has been asked by then is closed. */
const SILENT_MS = 8000;

/** A response that nobody has taken by then is given up; the longest that one takes to be made is far less. */
const RESPONSE_MS = 60_000;

/** For how long the same refusal is not said again. */
const QUIET_MS = 60_000;

/** What Node watches over for us, looking once a second. */
export const SERVER_OPTIONS: ServerOptions = {
  requestTimeout: REQUEST_MS,
  headersTimeout: SILENT_MS,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 1000,
  // What comes without gets its response from us, with all our headers.
  requireHostHeader: false,
};

/** Which connections are counted by address: those of a proxy of ours are everybody's. */
interface ConnectionRules {
  isProxied: boolean;
  maxPerAddress?: number;
}

/** Holds a server to so many connections, overall and from each address, and closes those that say nothing. */
export function limitConnections(
  server: Server,
  { isProxied, maxPerAddress = MAX_PER_ADDRESS }: ConnectionRules,
): void {
  server.maxConnections = MAX_CONNECTIONS;
  const counts = new Map<string, number>();
  const refuse = quietly((limit: string) =>
    log().warn({ limit }, "connections are refused: there are too many"),
  );
  server.on("drop", () => refuse("all"));
  server.on("connection", (socket: Socket) => {
    closeIfSilent(socket);
    const address = socket.remoteAddress ?? "";
    if (isProxied || isLocal(address)) return;
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    socket.once("close", () => {
      const left = (counts.get(address) ?? 1) - 1;
      if (left > 0) counts.set(address, left);
      else counts.delete(address);
    });
    if (count <= maxPerAddress) return;
    refuse("address");
    socket.destroy();
  });
}

/** Closes a connection over which a response is not taken, or over which none is given. */
export function limitResponse(
  request: IncomingMessage,
  response: ServerResponse,
  milliseconds = RESPONSE_MS,
): void {
  const timer = setTimeout(() => request.socket.destroy(), milliseconds);
  response.once("close", () => clearTimeout(timer));
}

function closeIfSilent(socket: Socket): void {
  const timer = setTimeout(() => socket.bytesRead === 0 && socket.destroy(), SILENT_MS);
  socket.once("close", () => clearTimeout(timer));
}

function isLocal(address: string): boolean {
  return /^(::1|(::ffff:)?127(\.\d+){3})$/.test(address);
}

function quietly<Given extends unknown[]>(say: (...given: Given) => void): typeof say {
  let saidAt = 0;
  return (...given) => {
    if (Date.now() - saidAt < QUIET_MS) return;
    saidAt = Date.now();
    say(...given);
  };
}

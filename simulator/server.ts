import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { respondToControl } from "./control/respond.ts";
import { respondAsGraph } from "./graph/respond.ts";
import { Refusal, sendJson } from "./http.ts";
import { log } from "./log.ts";
import { sendPage } from "./pages.ts";
import { keepPhones, restorePhones } from "./persistence.ts";
import type { Settings } from "./settings.ts";
import { isThisMachine } from "./this-machine.ts";
import { createWorld, type World } from "./world.ts";

type Simulator = { origin: string; world: World; close: () => Promise<void> };

function requireKnownHost(request: IncomingMessage, settings: Settings): void {
  const { host = "" } = request.headers;
  const hostname = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : "";
  if (!isThisMachine(hostname) && hostname !== settings.host)
    throw new Refusal(421, "This host name is not served here.");
}

async function respond(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  requireKnownHost(request, world.settings);
  const url = new URL(request.url ?? "/", "http://simulator");
  if (/^\/v\d+\.\d+\//.test(url.pathname)) return respondAsGraph(world, request, response, url);
  if (/^\/control(\/|$)/.test(url.pathname)) return respondToControl(world, request, response, url);
  if (url.pathname === "/events") return world.events.subscribe(response);
  return sendPage(response, request.method ?? "GET", url.pathname);
}

function refuse(response: ServerResponse, error: unknown): void {
  if (error instanceof Refusal) {
    sendJson(response, error.status, { status: error.status, detail: error.message });
    return;
  }
  log("error", "simulator_failed", {
    reason: error instanceof Error ? (error.stack ?? error.message) : "unknown",
  });
  sendJson(response, 500, { status: 500, detail: "The simulator has a bug; see its log." });
}

/** Starts the stand-in for Meta; rejects with EADDRINUSE when the port is taken. */
export async function startSimulator(settings: Settings): Promise<Simulator> {
  const world = createWorld(settings);
  await restorePhones(world);
  const saveNow = keepPhones(world);
  const server = createServer((request, response) => {
    respond(world, request, response).catch((error: unknown) => refuse(response, error));
  });
  server.listen(settings.port, settings.host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://${settings.host}:${port}`,
    world,
    async close() {
      world.closing.abort();
      for (const release of world.releases) release();
      world.events.close();
      server.close();
      server.closeAllConnections();
      await saveNow();
    },
  };
}

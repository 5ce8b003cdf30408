import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { openFrontDoor } from "./front-door.ts";
import { SERVER_OPTIONS } from "./limits.ts";

type Answerer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Opens the front door on a port of its own for a file of tests; what is behind it answers as given. */
export function doorForTests(answer: Answerer): { port: number } {
  const door = { port: 0 };
  const server = createServer({ ...SERVER_OPTIONS, shouldUpgradeCallback: () => false });
  const mark = (request: IncomingMessage) => {
    request.headers["x-request-id"] = randomUUID();
  };
  beforeAll(async () => {
    openFrontDoor(server, mark, answer);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    door.port = (server.address() as AddressInfo).port;
  });
  afterAll(() => server.closeAllConnections());
  return door;
}

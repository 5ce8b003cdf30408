import { EventEmitter, once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import { limitConnections, limitResponse } from "./limits.ts";

/** A server to which connections come from wherever we like. */
function visited(rules: Parameters<typeof limitConnections>[1]) {
  const server = new EventEmitter();
  limitConnections(server as unknown as Server, rules);
  return (address: string) => {
    let isOpen = true;
    const close = () => {
      isOpen = false;
      socket.emit("close");
    };
    const socket = Object.assign(new EventEmitter(), {
      remoteAddress: address,
      bytesRead: 1,
      destroy: close,
    });
    server.emit("connection", socket);
    return { isOpen: () => isOpen, close };
  };
}

test("one address gets so many connections and no more, and new ones as it closes old ones", () => {
  const visit = visited({ isProxied: false, maxPerAddress: 3 });
  const visits = Array.from({ length: 5 }, () => visit("203.0.113.9"));
  expect(visits.map(({ isOpen }) => isOpen())).toEqual([true, true, true, false, false]);
  expect(visit("198.51.100.7").isOpen()).toBe(true);
  visits[0]?.close();
  expect(visit("203.0.113.9").isOpen()).toBe(true);
  expect(visit("203.0.113.9").isOpen()).toBe(false);
});

test.for(["127.0.0.1", "::1", "::ffff:127.0.0.1"])(
  "%s, where a proxy may be, gets as many as it likes",
  (address) => {
    const visit = visited({ isProxied: false, maxPerAddress: 3 });
    for (let at = 0; at < 10; at++) expect(visit(address).isOpen()).toBe(true);
  },
);

test("behind a proxy of ours no address is counted, since they are all the proxy's", () => {
  const visit = visited({ isProxied: true, maxPerAddress: 3 });
  for (let at = 0; at < 10; at++) expect(visit("10.0.0.5").isOpen()).toBe(true);
});

test("there is a limit for all connections together that a burst of ten thousand does not pass", () => {
  const server = new EventEmitter() as unknown as Server;
  limitConnections(server, { isProxied: false });
  expect(server.maxConnections).toBe(10_000);
});

test("who does not take a response is not waited for", async () => {
  const server = createServer((request, response) => {
    limitResponse(request, response, 500);
    response.end(Buffer.alloc(50_000_000));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket: Socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const [given] = (await once(server, "connection")) as [Socket];
  await once(given, "close");
  socket.destroy();
  server.close();
});

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requestJson } from "./graph-http.ts";

const ports = new Set<number | undefined>();
const server = createServer((request, response) => {
  ports.add(request.socket.remotePort);
  response.writeHead(200).end("{}");
});

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test("many calls over one kept connection leave nothing behind on it", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on("warning", note);
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  for (let call = 0; call < 15; call++)
    expect(await requestJson(url, { method: "POST", token: "EAA", body: {} })).toMatchObject({ status: 200 });
  process.off("warning", note);
  expect(ports.size).toBe(1);
  expect(warnings).toEqual([]);
});

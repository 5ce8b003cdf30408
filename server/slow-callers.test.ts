import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { doorForTests } from "./door-for-tests.ts";

const door = doorForTests(async (_request, response) => void response.end("page"));

describe.concurrent("what does not come to an end is closed within ten seconds", () => {
  const post = (path: string) => `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n`;

  test.for([
    ["a connection over which nothing is said", "", "", null],
    ["half a request", "GET / HT", "", 408],
    ["headers that come letter by letter", "GET / HTTP/1.1\r\nX: ", "a", 408],
    ["empty lines", "\r\n", "\r\n", 408],
    ["a body that comes letter by letter", post("/api/whatsapp/webhook"), "x", 408],
    ["a body that stops", post("/api/whatsapp/webhook"), "", 408],
    ["a body for somebody who does not read it", post("/api/whatsapp/link"), "x", 200],
    [
      "a body in chunks",
      post("/api/whatsapp/webhook").replace("Content-Length: 1000", "Transfer-Encoding: chunked"),
      "1\r\nx\r\n",
      408,
    ],
    [
      "a second request over the same connection",
      "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /",
      "a",
      200,
    ],
  ] as const)("%s", async ([, text, more, status]) => {
    const socket = connect(door.port, "127.0.0.1");
    let said = "";
    socket
      .on("error", () => {})
      .on("data", (bytes) => {
        said += bytes;
      });
    await once(socket, "connect");
    const begun = Date.now();
    socket.write(text);
    const feeding = setInterval(() => socket.write(more), 500);
    await new Promise((resolve) => socket.once("close", resolve));
    clearInterval(feeding);
    expect(Date.now() - begun).toBeLessThan(12_000);
    const told = /^HTTP\/1\.1 (\d+)/.exec(said)?.[1];
    // Who says nothing may be told so, or not: two clocks run out at the same moment.
    if (status === null) expect([undefined, "408"]).toContain(told);
    else {
      expect(told).toBe(String(status));
      expect(said).toMatch(/strict-transport-security/i);
    }
  });
});

import type { RequestListener } from "node:http";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { serve } from "#lib/testing/serve";
import { whyNotOurs } from "./whose-messages.ts";

let respond: RequestListener;
const server = serve((request, response) => respond(request, response));
const ask = () => whyNotOurs(`${server()}/api/whatsapp/webhook`);

/** What a server says to a call without a challenge, and of itself. */
const says =
  (webhook: object, health: object | null): RequestListener =>
  (request, response) => {
    const said = request.url === "/health" ? health : webhook;
    return said ? response.end(JSON.stringify(said)) : response.writeHead(401).end();
  };

const CONNECT = { code: "incomplete_handshake" };
const TRIAL = { status: "ok", mode: "development" };
const BOTH = { ...CONNECT, ...TRIAL };

function* sayForEver() {
  yield JSON.stringify(BOTH).replace("}", ',"more":"');
  for (;;) yield "x".repeat(1000);
}

test.for(["development", "demo"])(
  "A Connect that says that it is in %s may lose its messages",
  async (mode) => {
    respond = says(CONNECT, { status: "ok", mode });
    expect(await ask()).toBe(null);
  },
);

test("Nobody misses messages that go to an address which nobody has any more; one that can’t be read is somebody’s", async () => {
  expect(await whyNotOurs("http://127.0.0.1:2/api/whatsapp/webhook")).toBe(null);
  expect(await whyNotOurs("no address")).toContain("This number's messages go to another address");
});

test.for<[string, object | null]>([
  ["says that it is", { status: "ok", mode: "production" }],
  ["lets nobody ask how it runs", null],
])("A Connect in production that %s keeps its messages", async ([, health]) => {
  respond = says(CONNECT, health);
  expect(await ask()).toContain(`A Connect in production answers at ${server()}`);
});

test.for<[string, RequestListener]>([
  ["is down for a moment", (_, response) => response.writeHead(503).end()],
  ["knows no such page", (_, response) => response.writeHead(404).end()],
  ["lets nobody in", (_, response) => response.writeHead(401).end(JSON.stringify({ code: "unauthorized" }))],
  ["is another system", says({ received: true }, TRIAL)],
  ["never stops talking", (_, response) => Readable.from(sayForEver()).pipe(response)],
  [
    "sends callers elsewhere",
    ({ url }, response) =>
      url === "/trial"
        ? response.end(JSON.stringify(BOTH))
        : response.writeHead(302, { location: "/trial" }).end(),
  ],
])(
  "A server that %s keeps its messages, and it's said how to take them away by hand",
  async ([, listener]) => {
    respond = listener;
    const why = await ask();
    expect(why).toContain(`This number's messages go to ${server()}, which may be somebody's live server`);
    expect(why).toContain("docs/common-issues.md#a-callback-that-somebody-else-has");
  },
);

import { expect, test } from "@playwright/test";
import { webhookUrl } from "./meta.ts";
import { VERIFY_TOKEN } from "./web.ts";

const RIGHT = { mode: "subscribe", challenge: "1158201444", verify_token: VERIFY_TOKEN };

type Row = [name: string, status: number, changes: Partial<Record<keyof typeof RIGHT, string | undefined>>];

const TABLE: Row[] = [
  ["29 a handshake with the right token", 200, {}],
  ["29 a handshake with a wrong token", 403, { verify_token: `${VERIFY_TOKEN}!` }],
  ["29 a handshake with a token of another length", 403, { verify_token: "x" }],
  ["29 a handshake with another mode", 403, { mode: "unsubscribe" }],
  ["29 a handshake without a token", 400, { verify_token: undefined }],
  ["29 a handshake without a mode", 400, { mode: undefined }],
  ["29 a handshake without a challenge", 400, { challenge: undefined }],
  ["30 a handshake with a challenge of 256 characters", 200, { challenge: "a.B-9_".padEnd(256, "z") }],
  ["30 a handshake with a challenge of 257 characters", 400, { challenge: "x".repeat(257) }],
  ["30 a handshake with a challenge of 10 kB", 400, { challenge: "x".repeat(10_000) }],
  ["30 a handshake with a challenge that is markup", 400, { challenge: "<script>alert(1)</script>" }],
  [
    "30 a handshake with a challenge that is markup, with a wrong token",
    403,
    { challenge: "<script>", verify_token: "x" },
  ],
];

for (const [name, status, changes] of TABLE) {
  test(`${name} ${status === 200 ? "gets its challenge back" : `is refused with ${status}`}`, async () => {
    const given = Object.entries({ ...RIGHT, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    const names = given.map(([key, value]) => [`hub.${key}`, value]);
    const response = await fetch(`${webhookUrl()}?${new URLSearchParams(names)}`);
    expect(response.status).toBe(status);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    const said = await response.text();
    if (status === 200) {
      expect(said).toBe(changes.challenge ?? RIGHT.challenge);
      expect(response.headers.get("content-type")).toContain("text/plain");
    } else expect(said).not.toContain(changes.challenge ?? RIGHT.challenge);
  });
}

test("29 a handshake without any parameters is refused with 400", async () => {
  expect((await fetch(webhookUrl())).status).toBe(400);
});

for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"]) {
  test(`31 ${method} is refused with 405, and the response says which methods there are`, async () => {
    const response = await fetch(webhookUrl(), { method });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toMatch(/^GET, (HEAD, )?POST/);
  });
}

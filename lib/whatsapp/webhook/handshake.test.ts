import { beforeEach, expect } from "vitest";
import { db } from "../../db.ts";
import { test } from "../../testing/fixtures.ts";
import { acceptHandshake } from "./handshake.ts";

beforeEach(async () => {
  await db().$executeRaw`truncate rate_limits`;
});

const ask = (query: string, address = "192.0.2.1") => acceptHandshake(new URLSearchParams(query), address);
const RIGHT = "hub.mode=subscribe&hub.challenge=c&hub.verify_token=whatsapp-verify-token-2024";
const WRONG = RIGHT.replace("2024", "2025");
const statusOf = (query: string, address?: string) =>
  ask(query, address).then(
    () => 200,
    ({ status }) => status,
  );

test("Meta's verification gets exactly its challenge back", async () => {
  const token = "whatsapp-verify-token-2024";
  expect(await ask(`hub.mode=subscribe&hub.challenge=test123&hub.verify_token=${token}`)).toBe("test123");
});

test.for([
  ["a wrong token", "hub.mode=subscribe&hub.challenge=c&hub.verify_token=wrong", 403],
  ["another mode", "hub.mode=unsubscribe&hub.challenge=c&hub.verify_token=whatsapp-verify-token-2024", 403],
  ["no challenge", "hub.mode=subscribe&hub.verify_token=whatsapp-verify-token-2024", 400],
  ["no token", "hub.mode=subscribe&hub.challenge=c", 400],
  ["nothing", "", 400],
  [
    "a script as challenge",
    "hub.mode=subscribe&hub.challenge=<script>&hub.verify_token=whatsapp-verify-token-2024",
    400,
  ],
  [
    "an endless challenge",
    `hub.mode=subscribe&hub.challenge=${"1".repeat(10_000)}&hub.verify_token=whatsapp-verify-token-2024`,
    400,
  ],
  ["a script and a wrong token", "hub.mode=subscribe&hub.challenge=<script>&hub.verify_token=wrong", 403],
] as const)("a verification with %s is refused", async ([, query, status]) => {
  await expect(ask(query)).rejects.toMatchObject({ status });
});

test("who guesses verify tokens is put off after twenty of them, and Meta gets its response all the same", async () => {
  const guesses = [];
  for (let at = 0; at < 25; at++) guesses.push(await statusOf(WRONG));
  expect(guesses).toEqual([...Array(20).fill(403), ...Array(5).fill(429)]);
  expect(await statusOf(WRONG, "198.51.100.7")).toBe(403);
  expect(await statusOf(RIGHT)).toBe(200);
  await expect(ask(WRONG)).rejects.toMatchObject({ details: { retryAfterSeconds: expect.any(Number) } });
});

test("guesses from everywhere are put off altogether, and Meta gets its response all the same", async () => {
  const from = (at: number) => `2001:db8:${at.toString(16)}::1`;
  const guesses: number[] = [];
  for (let at = 0; at < 510; at += 10) {
    const some = Array.from({ length: 10 }, (_, more) => statusOf(WRONG, from(at + more)));
    guesses.push(...(await Promise.all(some)));
  }
  expect(guesses.filter((status) => status === 403)).toHaveLength(500);
  expect(await statusOf(WRONG, "198.51.100.7")).toBe(429);
  expect(await statusOf(RIGHT, "198.51.100.7")).toBe(200);
});

test("who changes addresses within the networks of one provider's customer is put off as well", async () => {
  for (let at = 0; at < 20; at++) await statusOf(WRONG, `2001:db8:1:${at}::1`);
  expect(await statusOf(WRONG, "2001:db8:1:ffff::1")).toBe(429);
  expect(await statusOf(WRONG, "2001:db8:2:1::1")).toBe(403);
});

test("right tokens, and questions that are not complete, count as no guesses", async () => {
  for (let at = 0; at < 25; at++) {
    await statusOf(RIGHT);
    await statusOf("hub.mode=subscribe");
    await statusOf(RIGHT.replace("subscribe", "unsubscribe"));
  }
  expect(await statusOf(WRONG)).toBe(403);
});

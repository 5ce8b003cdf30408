import { beforeAll, expect, test } from "vitest";
import { GET as READ } from "../../app/api/whatsapp/link/route.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { useOwnDatabase } from "../testing/database.ts";
import { newStudent } from "../testing/students.ts";
import { countLinkTry } from "./limits.ts";
import { newToken } from "./tokens.ts";

beforeAll(async () => {
  await useOwnDatabase();
});

const refusal = expect.objectContaining({ code: "too_many_tries" });

test("T5 what one account is refused leaves the others at its school's one address their tries", async () => {
  const [attacker, victim] = [await createAccount(), await createAccount()];
  const tries = Array.from({ length: 70 }, () =>
    countLinkTry(attacker, "198.51.100.1").catch((error) => error),
  );
  expect((await Promise.all(tries)).filter(Boolean)).toEqual(Array.from({ length: 65 }, () => refusal));
  await expect(countLinkTry(victim, "198.51.100.1")).resolves.toBeUndefined();
});

test("T5 one network of IPv6 counts as one address, however many of its addresses are used", async () => {
  for (let at = 1; at <= 60; at++) await countLinkTry(await createAccount(), `2001:db8::${at}`);
  await expect(countLinkTry(await createAccount(), "2001:db8::ffff")).rejects.toEqual(refusal);
  await expect(countLinkTry(await createAccount(), "2001:db8:0:1::1")).resolves.toBeUndefined();
});

test("T5 guesses by somebody who is not signed in are limited, and what works is read as often as one likes", async () => {
  const read = (path: string) =>
    callRoute(READ, { path, headers: { "x-connect-peer": "198.51.100.9" } }).then(({ status }) => status);
  const token = await newStudent().askForToken();
  for (let times = 0; times < 61; times++) expect(await read(`link?token=${token}`)).toBe(200);
  const guesses: number[] = [];
  for (let times = 0; times < 61; times++) guesses.push(await read(`link?token=${newToken()}`));
  expect(guesses).toEqual([...Array.from({ length: 60 }, () => 404), 429]);
});

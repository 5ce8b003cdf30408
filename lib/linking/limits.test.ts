import { expect } from "vitest";
import { GET as READ } from "../../app/api/whatsapp/link/route.ts";
import type { Account } from "../auth/accounts.ts";
import { db } from "../db.ts";
import { AppError } from "../errors.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";
import { limitLinkTries } from "./limits.ts";
import { refuseOffer } from "./refusals.ts";
import { newToken } from "./tokens.ts";

const refusal = expect.objectContaining({ code: "too_many_tries" });

const guess = (account: Account, address: string) =>
  limitLinkTries(account, address, () => Promise.reject(refuseOffer(null)));
const succeed = (account: Account, address: string) =>
  limitLinkTries(account, address, () => Promise.resolve("linked"));

test("T5 what one account is refused leaves the others at its school's one address their tries", async () => {
  const [attacker, victim] = [await createAccount(), await createAccount()];
  const tries = Array.from({ length: 70 }, () => guess(attacker, "198.51.100.1").catch((error) => error));
  const refusals = await Promise.all(tries);
  expect(refusals.filter(({ code }) => code === "too_many_tries")).toHaveLength(65);
  await expect(guess(victim, "198.51.100.1")).rejects.toMatchObject({ code: "link_not_found" });
});

test("T5 a network of IPv6 counts as one address, however many of its addresses are used, and 48 bits of it count too", async () => {
  for (let at = 1; at <= 60; at++)
    await guess(await createAccount(), `2001:db8::${at}`).catch((error) => error);
  await expect(guess(await createAccount(), "2001:db8::ffff")).rejects.toEqual(refusal);
  await expect(guess(await createAccount(), "2001:db8:0:1::1")).rejects.toMatchObject({ status: 404 });
  await db().rateLimit.updateMany({
    where: { key: { startsWith: "link-address-wide" } },
    data: { points: 240 },
  });
  await expect(guess(await createAccount(), "2001:db8:0:2::1")).rejects.toEqual(refusal);
  await expect(guess(await createAccount(), "2001:db8:1::1")).rejects.toMatchObject({ status: 404 });
});

test("M2 whatever others have tried from a school's one address, a right token is taken there", async () => {
  for (let at = 0; at < 61; at++) await guess(await createAccount(), "198.51.100.2").catch((error) => error);
  await expect(guess(await createAccount(), "198.51.100.2")).rejects.toEqual(refusal);
  expect(await succeed(await createAccount(), "198.51.100.2")).toBe("linked");
});

test("M2 who opens an old link there is told that it is old, and not of tries that others made", async () => {
  for (let at = 0; at < 61; at++) await guess(await createAccount(), "198.51.100.3").catch((error) => error);
  const over = new AppError("link_expired", "This link has expired.", 410);
  const openOld = () => Promise.reject(over);
  await expect(limitLinkTries(await createAccount(), "198.51.100.3", openOld)).rejects.toBe(over);
});

test("T5 guesses by somebody who is not signed in are limited, and what works is read as often as one likes", async () => {
  const read = (path: string) =>
    callRoute(READ, { path, headers: { "x-connect-peer": "198.51.100.9" } }).then(({ status }) => status);
  const token = await newStudent().askForToken();
  for (let times = 0; times < 61; times++) expect(await read(`link?token=${token}`)).toBe(200);
  const guesses: number[] = [];
  for (let times = 0; times < 61; times++) guesses.push(await read(`link?token=${newToken()}`));
  expect(guesses).toEqual([...Array.from({ length: 60 }, () => 404), 429]);
  expect(await read(`link?token=${token}`)).toBe(200);
});

test("a chat that asks for eight links at the same time, of as many workers, gets three and is told so once", async () => {
  const student = newStudent();
  await Promise.all(Array.from({ length: 8 }, () => student.say("link")));
  const heard = await student.heard();
  expect(heard.map((reply) => [...reply][0])).toEqual(["🔗", "🔗", "🔗", "⏳"]);
  const where = { whatsappUser: { whatsappPhone: student.phone } };
  expect(await db().linkToken.count({ where })).toBe(3);
  expect(await db().linkToken.count({ where: { ...where, endedAt: null } })).toBe(1);
});

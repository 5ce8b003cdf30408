import { expect } from "vitest";
import { db } from "../../db.ts";
import { createAccount } from "../../testing/accounts.ts";
import { test } from "../../testing/fixtures.ts";
import { cookieOf, openSessionOf } from "../../testing/sessions.ts";
import type { Account } from "../accounts.ts";
import { BACKGROUND_HEADER } from "./background.ts";
import { findSession, findSessionEnd, requireAccount } from "./session.ts";

const MINUTE_MS = 60_000;

/** Lets time go by for all sessions. */
const wait = (minutes: number) =>
  db().$executeRaw`update session_uses set used_at = used_at - make_interval(mins => ${minutes})`;

const call = (cookie: string, headers: Record<string, string> = {}) =>
  requireAccount(
    new Request("http://localhost:3000/api/whatsapp/messages", { headers: { cookie, ...headers } }),
  );

const unused = expect.objectContaining({ status: 401, code: "session_unused" });
const staff = (role: Account["role"] = "instructor") => createAccount({ role });

test.for(["instructor", "admin"] as const)(
  "%s: a session that nobody used for an hour is over for good, and the refusal says why",
  async (role) => {
    const cookie = await openSessionOf(await staff(role));
    await wait(59);
    expect(await findSession(cookie)).not.toBeNull();
    await wait(62);
    const words = "You were signed out because this browser wasn't used for 1 hour. Sign in to continue.";
    await expect(call(cookie)).rejects.toThrow(words);
    await expect(call(cookie)).rejects.toEqual(unused);
    expect(await findSession(cookie)).toBeNull();
    expect(await findSessionEnd(cookie)).toBe("unused");
  },
);

test("a session that somebody uses goes on for as long as it is used", async () => {
  const cookie = await openSessionOf(await staff());
  for (let hours = 0; hours < 5; hours++) {
    await wait(55);
    await call(cookie);
  }
});

test("what a page fetches by itself keeps no session going", async () => {
  const cookie = await openSessionOf(await staff());
  const headers = { [BACKGROUND_HEADER]: "1" };
  await wait(40);
  await call(cookie, headers);
  await wait(30);
  await expect(call(cookie, headers)).rejects.toEqual(unused);
});

test("students stay signed in, used or not", async () => {
  const cookie = await openSessionOf(await createAccount());
  await wait(29 * 24 * 60);
  expect(await findSession(cookie)).not.toBeNull();
});

test("each session counts by itself: one that is used does not keep another of the same person", async () => {
  const account = await staff();
  const [used, left] = [await openSessionOf(account), await openSessionOf(account)];
  await wait(50);
  await call(used);
  await wait(50);
  await call(used);
  await expect(call(left)).rejects.toEqual(unused);
});

test("a use is noted once a minute, not at every request", async () => {
  const cookie = await openSessionOf(await staff());
  const uses = () => db().sessionUse.findMany({ orderBy: { id: "asc" } });
  const before = await uses();
  await Promise.all(Array.from({ length: 10 }, () => call(cookie)));
  expect(await uses()).toEqual(before);
});

test("a session from before there were notes of use goes on, and from then on ends unused like any other", async () => {
  const { id } = await staff();
  const provedAt = Math.floor((Date.now() - 5 * 24 * 60 * MINUTE_MS) / 1000);
  const cookie = await cookieOf({ sub: id, auth_time: provedAt });
  await call(cookie);
  await wait(62);
  await expect(call(cookie)).rejects.toEqual(unused);
});

import { beforeEach, describe, expect } from "vitest";
import { POST as INVITE } from "../../app/api/whatsapp/link/invitation/route.ts";
import { POST as CONFIRM } from "../../app/api/whatsapp/link/route.ts";
import { DELETE as UNLINK_PERSON } from "../../app/api/whatsapp/people/[id]/link/route.ts";
import { DELETE as UNLINK } from "../../app/api/whatsapp/unlink/route.ts";
import { POST as PRESS_CONFIRM } from "../../app/whatsapp/link/confirm/route.ts";
import { findLinkView } from "../../app/whatsapp/link/view.ts";
import type { Account } from "../auth/accounts.ts";
import { db } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { browserOf } from "../testing/sessions.ts";
import { changeSettings } from "../testing/settings.ts";
import { newStudent, type Student } from "../testing/students.ts";
import { findLink } from "./links.ts";

beforeEach(() => {
  changeSettings({ LINK_CONFIRMATION: "page" });
});

const OLD = 303;
const FRESH = 10;
const SIGN_IN_AGAIN = [403, "sign_in_again"];

interface Call {
  body?: unknown;
  method?: string;
  params?: Record<string, string>;
}

async function inBrowser(handler: typeof UNLINK, account: Account, secondsAgo: number, given: Call) {
  const { status, body } = await callRoute(handler as never, {
    ...given,
    headers: await browserOf(account, secondsAgo),
  });
  return [status, body.code];
}

const unlink = (account: Account, secondsAgo: number) =>
  inBrowser(UNLINK, account, secondsAgo, { method: "DELETE" });
const confirm = (account: Account, secondsAgo: number, token: string) =>
  inBrowser(CONFIRM, account, secondsAgo, { body: { token } });
const invite = (account: Account, secondsAgo: number) =>
  inBrowser(INVITE, account, secondsAgo, { method: "POST" });
const linkOf = async (account: Account) => (await findLink(account))?.phone ?? null;

async function newLink(role: Account["role"] = "student") {
  const [student, account] = [newStudent(), await createAccount({ role })];
  expect(await confirm(account, FRESH, await student.askForToken())).toEqual([200, undefined]);
  return { student, account };
}

/** Lets a day go by since whatever ended an account's link, by the database's clock. */
const letADayPass = ({ id }: Account) =>
  db()
    .$executeRaw`update ended_links set ended_at = ended_at - interval '24 hours' where user_id = ${id}::uuid`;

test("an old sign-in cannot unlink on the web, and nothing is told to the chat; a fresh one can", async () => {
  const { student, account } = await newLink();
  expect(await unlink(account, OLD)).toEqual(SIGN_IN_AGAIN);
  expect(await linkOf(account)).toBe(student.phone);
  expect(await student.notices()).toEqual([expect.stringContaining("Account Linked")]);
  expect(await unlink(account, FRESH)).toEqual([200, undefined]);
  expect(await linkOf(account)).toBeNull();
});

test("with nothing linked, unlinking says so however old the sign-in is", async () => {
  expect(await unlink(await createAccount(), OLD)).toEqual([404, "not_linked"]);
});

test("an old sign-in joins a first WhatsApp as ever", async () => {
  const account = await createAccount();
  expect(await confirm(account, OLD, await newStudent().askForToken())).toEqual([200, undefined]);
});

type Ended = { student: Student; account: Account; whatsappUserId: string };

const ENDINGS: [how: string, end: (ended: Ended) => Promise<unknown>][] = [
  ["unlinked on the web", ({ account }) => unlink(account, FRESH)],
  ["unlinked in its chat", ({ student }) => student.say("unlink")],
  [
    "unlinked by staff",
    async ({ whatsappUserId: id }) => {
      const params = { id };
      return inBrowser(UNLINK_PERSON as never, await createAccount({ role: "admin" }), OLD, {
        method: "DELETE",
        params,
      });
    },
  ],
  [
    "suspended, because its number is somebody else's now",
    async ({ student, whatsappUserId: id }) => {
      await db().whatsappUser.update({ where: { id }, data: { bsuid: `US.${id.slice(0, 8)}` } });
      await newStudent({ from: student.phone.slice(1), from_user_id: `US.${id.slice(-8)}` }).say("hi");
    },
  ],
  [
    "ended with its account disabled for a moment",
    async ({ account: { id } }) => {
      await db().user.update({ where: { id }, data: { disabledAt: new Date() } });
      await db().user.update({ where: { id }, data: { disabledAt: null } });
    },
  ],
  [
    "ended in the database",
    ({ whatsappUserId }) =>
      db()
        .$executeRaw`update whatsapp_users set is_linked = false, user_id = null where id = ${whatsappUserId}::uuid`,
  ],
  [
    "erased with its person",
    ({ whatsappUserId }) => db().$executeRaw`delete from whatsapp_users where id = ${whatsappUserId}::uuid`,
  ],
];

describe.each(ENDINGS)("after a link was %s, an old sign-in", (_, end) => {
  async function newEnded(): Promise<Account> {
    const { student, account } = await newLink();
    const whatsappUserId = (await findLink(account))?.whatsappUserId ?? "";
    await end({ student, account, whatsappUserId });
    expect(await linkOf(account)).toBeNull();
    return account;
  }

  test("joins no WhatsApp by a token, by six digits or by an invitation, until a day has passed", async () => {
    const account = await newEnded();
    const other = newStudent();
    const token = await other.askForToken();
    expect(await confirm(account, OLD, token)).toEqual(SIGN_IN_AGAIN);
    changeSettings({ LINK_CONFIRMATION: "code" });
    expect(await confirm(account, OLD, token)).toEqual(SIGN_IN_AGAIN);
    expect(await db().pendingLink.count({ where: { userId: account.id } })).toBe(0);
    expect(await invite(account, OLD)).toEqual(SIGN_IN_AGAIN);
    expect(await db().invitation.count({ where: { userId: account.id } })).toBe(0);
    changeSettings({ LINK_CONFIRMATION: "page" });
    await letADayPass(account);
    expect(await confirm(account, OLD, token)).toEqual([200, undefined]);
    expect(await linkOf(account)).toBe(other.phone);
  });

  test("gives way to a fresh one, at once and with the same token", async () => {
    const account = await newEnded();
    const other = newStudent();
    const token = await other.askForToken();
    expect(await confirm(account, OLD, token)).toEqual(SIGN_IN_AGAIN);
    expect(await confirm(account, FRESH, token)).toEqual([200, undefined]);
    expect(await linkOf(account)).toBe(other.phone);
  });
});

test("staff cannot unlink themselves as staff with an old sign-in either", async () => {
  for (const role of ["instructor", "admin"] as const) {
    const { student, account } = await newLink(role);
    const params = { id: (await findLink(account))?.whatsappUserId ?? "" };
    const as = (secondsAgo: number) =>
      inBrowser(UNLINK_PERSON as never, account, secondsAgo, { method: "DELETE", params });
    expect(await as(OLD)).toEqual(SIGN_IN_AGAIN);
    expect(await linkOf(account)).toBe(student.phone);
    expect(await as(FRESH)).toEqual([200, undefined]);
  }
});

test("of an unlinking and an old sign-in's link at the same moment, never both come to pass", async () => {
  for (let round = 0; round < 5; round++) {
    const { account } = await newLink();
    const token = await newStudent().askForToken();
    const [ended, joined] = await Promise.all([unlink(account, FRESH), confirm(account, OLD, token)]);
    expect(ended).toEqual([200, undefined]);
    expect([
      [403, "sign_in_again"],
      [409, "account_linked_already"],
    ]).toContainEqual(joined);
    expect(await linkOf(account)).toBeNull();
  }
});

test("the page asks an old sign-in to sign in again, and its button links nothing", async () => {
  const { account } = await newLink();
  await unlink(account, FRESH);
  const token = await newStudent().askForToken();
  const { cookie = "", origin = "" } = await browserOf(account, OLD);
  const headers = { cookie: `${cookie}; link_token=${token}`, origin };
  const look = (secondsAgo: string) =>
    findLinkView({ headers: { cookie: secondsAgo }, cookies: { link_token: token } } as never, null);
  const view = await look(cookie);
  if (view.state !== "ready") throw new Error(`The page shows ${view.state}.`);
  expect(view.signInFirst).toBe(true);
  const form = new URLSearchParams({ shown: view.shown });
  const pressed = await PRESS_CONFIRM(
    new Request("http://localhost:3000/whatsapp/link/confirm", { method: "POST", headers, body: form }),
    {},
  );
  expect(pressed.headers.get("location")).toBe("/whatsapp/link?refused=sign_in_again");
  expect(await linkOf(account)).toBeNull();
  const { cookie: fresh } = await browserOf(account, FRESH);
  expect(await look(fresh ?? "")).toMatchObject({ state: "ready", signInFirst: false });
});

test("who was refused for an old sign-in stands in the audit log, once however often they try", async () => {
  const { account } = await newLink();
  for (let tries = 0; tries < 4; tries++) await unlink(account, OLD);
  const denials = await db().auditEvent.findMany({ where: { action: "denied", userId: account.id } });
  expect(denials).toMatchObject([
    { actorId: account.id, details: { reason: "sign_in_again", method: "DELETE" } },
  ]);
});

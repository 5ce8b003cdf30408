import { beforeEach, expect } from "vitest";
import { GET as AUDIT } from "../../app/api/whatsapp/audit/route.ts";
import { POST as CONFIRM } from "../../app/api/whatsapp/link/route.ts";
import { DELETE as UNLINK_PERSON } from "../../app/api/whatsapp/people/[id]/link/route.ts";
import { DELETE as UNLINK } from "../../app/api/whatsapp/unlink/route.ts";
import { audit } from "../audit.ts";
import type { Account } from "../auth/accounts.ts";
import { db } from "../db.ts";
import { findLink } from "../linking/links.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";

type Event = Record<string, unknown> & { id: string; action: string; details: Record<string, unknown> };

beforeEach(async () => {
  await db().$executeRaw`truncate audit_events`;
});

const from = (address: string) => ({ "x-connect-peer": address });

async function read(as: Account, query = "") {
  const { status, body } = await callRoute(AUDIT, { as, path: `audit${query}` });
  return { status, events: (body.events ?? []) as Event[], next: body.next_before };
}

async function newLink() {
  const [student, account] = [newStudent(), await createAccount({ name: "Mei Chen" })];
  const headers = from("192.0.2.7");
  await callRoute(CONFIRM, { as: account, body: { token: await student.askForToken() }, headers });
  return { student, account };
}

const unlinkByStaff = async (staff: Account, account: Account) =>
  callRoute(UNLINK_PERSON, {
    as: staff,
    method: "DELETE",
    params: { id: (await findLink(account))?.whatsappUserId ?? "none" },
    headers: from("192.0.2.99"),
  });

test("a student reads what was done to their own account: what, when, by whom and from where", async () => {
  const { student, account } = await newLink();
  await newLink();
  const { events } = await read(account);
  expect(events).toEqual([
    {
      id: expect.stringMatching(/^\d+$/),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      action: "linked",
      actor: { name: "Mei Chen", email: account.email },
      account: { name: "Mei Chen", email: account.email },
      whatsapp: { name: "Rosa Lima", phone: student.phone },
      address: "192.0.2.7",
      details: { proof: "page" },
    },
  ]);
});

test("unlinked by the student, by the chat and by staff are told apart", async () => {
  const staff = await createAccount({ role: "instructor", name: "Ines Costa" });
  const admin = await createAccount({ role: "admin" });
  const [web, chat, office] = [await newLink(), await newLink(), await newLink()];
  await callRoute(UNLINK, { as: web.account, method: "DELETE", headers: from("192.0.2.8") });
  await chat.student.say("unlink");
  expect(await unlinkByStaff(staff, office.account)).toMatchObject({ status: 200 });
  const { events } = await read(admin, "?scope=all&limit=3");
  expect(events.map(({ action, actor, address }) => ({ action, actor, address }))).toEqual([
    { action: "staff_unlinked", actor: { name: "Ines Costa", email: staff.email }, address: "192.0.2.99" },
    { action: "unlinked", actor: null, address: null },
    { action: "unlinked", actor: { name: "Mei Chen", email: web.account.email }, address: "192.0.2.8" },
  ]);
});

test("from which network addresses things were done is for admins; an instructor reads the rest", async () => {
  const [instructor, admin] = [
    await createAccount({ role: "instructor" }),
    await createAccount({ role: "admin" }),
  ];
  const { account } = await newLink();
  await callRoute(UNLINK, { as: account, method: "DELETE", headers: from("192.0.2.8") });
  await callRoute(AUDIT, { as: account, path: "audit?scope=all", headers: from("192.0.2.55") });
  const [forAdmin, forInstructor] = [await read(admin, "?scope=all"), await read(instructor, "?scope=all")];
  expect(JSON.stringify(forAdmin)).toMatch(/192\.0\.2\.8.*192\.0\.2\.7/s);
  expect(JSON.stringify(forInstructor)).not.toContain("192.0.2");
  expect(forInstructor.events).toEqual(forAdmin.events.map((event) => ({ ...event, address: null })));
  await db().user.update({ where: { id: admin.id }, data: { role: "instructor" } });
  expect(JSON.stringify(await read(admin, "?scope=all"))).not.toContain("192.0.2");
});

test("a name that a stranger chose is no number in the audit log", async () => {
  const student = newStudent({ name: "\u202e✅ +49 170 1234567" });
  const account = await createAccount();
  await callRoute(CONFIRM, { as: account, body: { token: await student.askForToken() } });
  expect((await read(account)).events[0]).toMatchObject({
    whatsapp: { name: null, phone: student.phone },
  });
});

test("staff may unlink anybody once; the chat is told, the account sees by whom, and nothing of where they sat or whose the number is now", async () => {
  const staff = await createAccount({ role: "admin" });
  const { student, account } = await newLink();
  const id = (await findLink(account))?.whatsappUserId ?? "";
  expect((await unlinkByStaff(staff, account)).status).toBe(200);
  expect((await unlinkByStaff(staff, account)).status).toBe(404);
  expect(await findLink(account)).toBeNull();
  const notices = await db().outboundMessage.findMany({
    where: { whatsappUserId: id, purpose: "notice-unlinked" },
  });
  expect(notices.map(({ text }) => text)).toEqual([
    expect.stringContaining("The staff of YeeBitz disconnected"),
  ]);
  const [event] = (await read(account)).events;
  const phone = `${student.phone.slice(0, 2)}•••${student.phone.slice(-2)}`;
  expect(event).toMatchObject({
    action: "staff_unlinked",
    actor: { email: staff.email },
    address: null,
    whatsapp: { name: null, phone },
  });
});

test.for(["a student", "nobody"])(
  "to %s, unlinking others and reading what was done to them is refused",
  async (who) => {
    const { account } = await newLink();
    const id = (await findLink(account))?.whatsappUserId ?? "";
    const as = who === "a student" ? await createAccount() : undefined;
    const status = as ? 403 : 401;
    const unlinking = { ...(as ? { as } : {}), method: "DELETE", params: { id } };
    expect((await callRoute(UNLINK_PERSON, unlinking)).status).toBe(status);
    const reading = { ...(as ? { as } : {}), path: "audit?scope=all" };
    expect((await callRoute(AUDIT, reading)).status).toBe(status);
    expect(await findLink(account)).not.toBeNull();
  },
);

test("a link that was suspended stands in its student's audit log, with the reason", async () => {
  const identity = { from: "15557770001" };
  const old = newStudent({ ...identity, from_user_id: "US.111111111" });
  const account = await createAccount();
  await callRoute(CONFIRM, { as: account, body: { token: await old.askForToken() } });
  await newStudent({ ...identity, from_user_id: "US.222222222" }).say("hi");
  expect((await read(account)).events[0]).toMatchObject({
    action: "suspended",
    actor: null,
    details: { reason: "recycled_number" },
  });
});

test("refusals are told with their reason, and with nothing of what was tried but the beginning of its hash", async () => {
  const account = await createAccount();
  const tried = "' or 1=1 -- canary";
  await callRoute(CONFIRM, { as: account, body: { token: tried } });
  const { events } = await read(account);
  expect(events).toMatchObject([
    {
      action: "refused",
      details: { reason: "link_not_found", tried: expect.stringMatching(/^[0-9a-f]{12}$/) },
    },
  ]);
  expect(JSON.stringify(events)).not.toContain("canary");
});

test("pages lead from the newest event to the oldest, each once", async () => {
  const account = await createAccount();
  for (let events = 0; events < 5; events++) await audit("signed_in", { userId: account.id });
  const seen: string[] = [];
  for (let before = ""; ; ) {
    const { events, next } = await read(account, `?limit=2${before}`);
    seen.push(...events.map(({ id }) => id));
    if (next === null) break;
    before = `&before=${next}`;
  }
  expect(seen).toHaveLength(5);
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => Number(b) - Number(a)));
});

test.for(["limit=0", "limit=201", "before=x", "before=-1", "scope=mine", "sort=;drop"])(
  "?%s is refused",
  async (query) => {
    expect((await read(await createAccount(), `?${query}`)).status).toBe(422);
  },
);

import { describe, expect } from "vitest";
import { GET as AUDIT } from "../../app/api/whatsapp/audit/route.ts";
import { POST as DISMISS } from "../../app/api/whatsapp/dead-letters/[id]/dismiss/route.ts";
import { POST as REPLAY } from "../../app/api/whatsapp/dead-letters/[id]/replay/route.ts";
import { GET as DEAD_LETTERS } from "../../app/api/whatsapp/dead-letters/route.ts";
import { GET as FUNNEL } from "../../app/api/whatsapp/funnel/route.ts";
import { POST as RESEND } from "../../app/api/whatsapp/messages/[id]/resend/route.ts";
import { GET as MESSAGES } from "../../app/api/whatsapp/messages/route.ts";
import { DELETE as UNLINK_PERSON } from "../../app/api/whatsapp/people/[id]/link/route.ts";
import { GET as PEOPLE } from "../../app/api/whatsapp/people/route.ts";
import { POST as SEND } from "../../app/api/whatsapp/send/route.ts";
import { POST as REFRESH } from "../../app/api/whatsapp/templates/refresh/route.ts";
import { GET as TEMPLATES } from "../../app/api/whatsapp/templates/route.ts";
import { GET as HEALTH } from "../../app/health/detailed/route.ts";
import { db } from "../db.ts";
import { confirmLink } from "../linking/confirmations.ts";
import { deleteLinkByStaff } from "../linking/endings.ts";
import { findLink } from "../linking/links.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";
import { workOnOutbox } from "../testing/worker.ts";
import type { Account } from "./accounts.ts";

test.beforeEach(({ double }) => double.calm());

const ROLES = ["student", "instructor", "admin"] as const;
type Role = Account["role"];
type Handler = Parameters<typeof callRoute>[0];

/** What each role gets of a route that is about nobody alone. */
const ROUTES: [what: string, handler: Handler, call: object, expected: Record<Role, number>][] = [
  ["people", PEOPLE, { path: "people" }, { student: 403, instructor: 200, admin: 200 }],
  ["messages", MESSAGES, { path: "messages" }, { student: 403, instructor: 200, admin: 200 }],
  ["templates", TEMPLATES, {}, { student: 403, instructor: 200, admin: 200 }],
  ["templates, anew", REFRESH, { method: "POST" }, { student: 403, instructor: 200, admin: 200 }],
  [
    "everybody's audit log",
    AUDIT,
    { path: "audit?scope=all" },
    { student: 403, instructor: 200, admin: 200 },
  ],
  ["one's own audit log", AUDIT, { path: "audit" }, { student: 200, instructor: 200, admin: 200 }],
  ["the funnel", FUNNEL, { path: "funnel" }, { student: 403, instructor: 200, admin: 200 }],
  ["the dead letters", DEAD_LETTERS, { path: "dead-letters" }, { student: 403, instructor: 200, admin: 200 }],
  [
    "trying it again",
    REPLAY as Handler,
    { method: "POST", params: { id: "1" } },
    { student: 403, instructor: 403, admin: 404 },
  ],
  [
    "dismissing it",
    DISMISS as Handler,
    { method: "POST", params: { id: "1" } },
    { student: 403, instructor: 403, admin: 404 },
  ],
  ["detailed health", HEALTH, {}, { student: 403, instructor: 403, admin: 503 }],
];

describe.each(ROUTES)("%s", (_, handler, call, expected) => {
  test.for(ROLES)("by a role of %s", async (role) => {
    const as = await createAccount({ role });
    const { status, body } = await callRoute(handler, { ...call, as });
    expect(status).toBe(expected[role]);
    if (status !== 403) return;
    expect(body.code).toBe("insufficient_role");
    expect(await db().auditEvent.findMany({ where: { userId: as.id, action: "denied" } })).toMatchObject([
      { actorId: as.id, details: { reason: "insufficient_role" } },
    ]);
  });

  test("by nobody", async () => {
    expect((await callRoute(handler, call)).status).toBe(401);
  });
});

async function newLinked(role: Role) {
  const [student, account] = [newStudent(), await createAccount({ role })];
  await confirmLink(await student.askForToken(), account);
  return { student, account };
}

/** What comes of it for each role of who does it and each role of the one to whom it is done. */
type Matrix = Record<Role, Record<Role, string>>;

const UNLINKED: Matrix = {
  student: { student: "insufficient_role", instructor: "insufficient_role", admin: "insufficient_role" },
  instructor: { student: "done", instructor: "higher_role", admin: "higher_role" },
  admin: { student: "done", instructor: "done", admin: "done" },
};
const WRITTEN: Matrix = {
  student: { student: "insufficient_role", instructor: "insufficient_role", admin: "insufficient_role" },
  instructor: { student: "done", instructor: "done", admin: "higher_role" },
  admin: { student: "done", instructor: "done", admin: "done" },
};

const PAIRS = ROLES.flatMap((role) => ROLES.map((target) => [role, target] as const));

/** Waits for a response while a worker is at work. */
async function whileWorking<T>(pending: Promise<T>): Promise<T> {
  const finished = pending.then(() => true);
  while (!(await Promise.race([finished, workOnOutbox().then(() => false)])));
  return pending;
}

const outcome = ({ status, body }: { status: number; body: Record<string, unknown> }) =>
  status === 403 ? body.code : status === 200 ? "done" : status;

describe.each(PAIRS)("a role of %s, to somebody whose role is %s", (role, target) => {
  test("unlinks as far as it may", async () => {
    const [staff, { account }] = [await createAccount({ role }), await newLinked(target)];
    const id = (await findLink(account))?.whatsappUserId ?? "";
    const call = { as: staff, method: "DELETE", params: { id } };
    const came = outcome(await callRoute(UNLINK_PERSON as Handler, call));
    expect(came).toBe(UNLINKED[role][target]);
    expect((await findLink(account)) === null).toBe(came === "done");
    const denials = { action: "denied", actorId: staff.id };
    expect(await db().auditEvent.count({ where: denials })).toBe(came === "done" ? 0 : 1);
  });

  test("writes as far as it may, and sends again as far as it may", async () => {
    const [staff, { student }] = [await createAccount({ role }), await newLinked(target)];
    const body = { to: student.phone, message_type: "text", text: "Hello" };
    const came = outcome(await whileWorking(callRoute(SEND, { as: staff, body })));
    expect(came).toBe(WRITTEN[role][target]);
    const { whatsappUserId } = await db().outboundMessage.findFirstOrThrow({
      where: { toPhone: student.phone },
    });
    const { id } = await db().outboundMessage.create({
      data: {
        ...{ whatsappUserId, toPhone: student.phone, lane: student.phone, purpose: "staff", kind: "text" },
        ...{ text: "Hello", status: "unknown", attemptedAt: new Date(Date.now() - 3_600_000), dueAt: null },
      },
    });
    const call = { as: staff, method: "POST", params: { id } };
    expect(outcome(await whileWorking(callRoute(RESEND as Handler, call)))).toBe(came);
    expect(await db().auditEvent.count({ where: { action: "resent", actorId: staff.id } })).toBe(
      came === "done" ? 1 : 0,
    );
  });
});

test("the role counts that both have at that moment, not the one that was read when the request came", async () => {
  const staff = await createAccount({ role: "admin" });
  const { account } = await newLinked("student");
  await db().user.update({ where: { id: account.id }, data: { role: "admin" } });
  await db().user.update({ where: { id: staff.id }, data: { role: "instructor" } });
  const id = (await findLink(account))?.whatsappUserId ?? "";
  const unlink = () => deleteLinkByStaff(id, { account: staff, isFresh: true });
  await expect(unlink()).rejects.toMatchObject({ status: 403, code: "higher_role" });
  await db().user.update({ where: { id: staff.id }, data: { role: "student" } });
  await expect(unlink()).rejects.toMatchObject({ status: 403, code: "insufficient_role" });
});

test("of a promotion and an unlinking at the same moment, whoever is an admin by then keeps the link", async () => {
  for (let round = 0; round < 5; round++) {
    const staff = await createAccount({ role: "instructor" });
    const { account } = await newLinked("student");
    const id = (await findLink(account))?.whatsappUserId ?? "";
    const promotion = db().user.update({ where: { id: account.id }, data: { role: "admin" } });
    const call = { as: staff, method: "DELETE", params: { id } };
    const [, unlinked] = await Promise.all([promotion, callRoute(UNLINK_PERSON as Handler, call)]);
    expect(["done", "higher_role"]).toContain(outcome(unlinked));
    const auditLog = await db().auditEvent.findMany({
      where: { userId: account.id, action: { in: ["role_changed", "staff_unlinked"] } },
      orderBy: { id: "asc" },
    });
    const expected = outcome(unlinked) === "done" ? ["role_changed", "staff_unlinked"] : ["role_changed"];
    expect(auditLog.map(({ action }) => action).sort()).toEqual(expected);
  }
});

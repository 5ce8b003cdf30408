import { db } from "../db.ts";
import { confirmLink } from "../linking/confirmations.ts";
import { createAccount } from "./accounts.ts";
import { deliver, deliveryOf } from "./deliveries.ts";
import { newStudent } from "./students.ts";
import { workOnInbox } from "./worker.ts";

/** The BSUIDs of Meta's documentation: before a change, and after it. */
export const [OLD, NEW] = ["US.OLD66", "US.NEW77"];
/** How Meta names the person of its documentation before the change. */
export const rosa = { from: "15550100002", from_user_id: OLD };
let notices = 0;

/** Meta's notice of a new number, with what a test changes in it. */
export const changedNumber = (system: object = {}, more: object = {}) => ({
  from: "15550100002",
  id: `wamid.SYS${++notices}`,
  timestamp: String(Math.floor(Date.now() / 1000)),
  type: "system",
  system: {
    type: "user_changed_number",
    body: "User Rosa changed from 15550100002 to 15550100009",
    wa_id: "15550100009",
    user_id: "US.NEW77",
    previous_user_id: "US.OLD66",
    parent_user_id: "US.ENT.N7",
    previous_parent_user_id: "US.ENT.O6",
    ...system,
  },
  ...more,
});

/** Meta's notice of a new BSUID, with what a test changes in it. */
export const changedUserId = (system: object = {}) => ({
  id: `wamid.SYS${++notices}`,
  timestamp: String(Math.floor(Date.now() / 1000)),
  type: "system",
  system: {
    type: "user_changed_user_id",
    body: "User Rosa changed from US.OLD66 to US.NEW77",
    user_id: "US.NEW77",
    previous_user_id: "US.OLD66",
    ...system,
  },
});

/** Delivers a notice, and has the worker follow it. */
export async function notify(notice: object): Promise<void> {
  await deliver(deliveryOf({ messages: [notice] }));
  await workOnInbox();
}

/** Links that person to an account of their own. */
export async function linkRosa(identity: { from?: string; from_user_id?: string } = rosa) {
  const account = await createAccount();
  await confirmLink(await newStudent(identity).askForToken(), account);
  return account;
}

/** Everybody whom we know, oldest first. */
export const rows = () => db().whatsappUser.findMany({ orderBy: { createdAt: "asc" } });
/** What the audit log says, oldest first. */
export const actions = async () =>
  (await db().auditEvent.findMany({ orderBy: { id: "asc" } })).map((row) => row.action);
/** How many events were not done. */
export const failures = () => db().webhookEvent.count({ where: { state: { notIn: ["done"] } } });

import type { Db } from "../db.ts";
import { recordAgreement } from "./agreements.ts";
import { isOptedOut, recordConsent } from "./consent.ts";
import type { Person } from "./identities.ts";

/** Notes a START that was sent in the chat: it agrees to marketing, and takes back a STOP. Says whether announcements are on now. */
export async function startAnnouncements(tx: Db, { id, optedOutAt }: Person, at: Date): Promise<boolean> {
  if (optedOutAt) await recordConsent(tx, id, { what: "broadcasts", value: "in", how: "chat", at });
  await recordAgreement(tx, id, { how: "chat", at });
  return !(await isOptedOut(tx, id));
}

/** Notes a STOP that was sent in the chat. Says whether announcements are on nevertheless, by a START that was sent later. */
export async function stopAnnouncements(tx: Db, { id }: Person, at: Date): Promise<boolean> {
  await recordConsent(tx, id, { what: "broadcasts", value: "out", how: "chat", at });
  return !(await isOptedOut(tx, id));
}

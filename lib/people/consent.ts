import type { Db } from "../db.ts";
import { MARKETING_STOPPED } from "../whatsapp/error-codes.ts";
import { renewAgreement } from "./agreements.ts";

/** What a person may refuse: our broadcasts, by STOP in the chat; marketing templates, in WhatsApp's own settings. */
type ConsentSubject = "broadcasts" | "marketing";

/** How the ledger says that we know it from Meta's refusal to deliver. */
export const META_REFUSAL = `error_${MARKETING_STOPPED}` as const;

/** How we came to know: from the chat, from WhatsApp's webhook, or from Meta's refusal to deliver. */
type ConsentSource = "chat" | "user_preferences" | typeof META_REFUSAL;

/** One thing that a person said about what they want to get, and when they said it. */
interface ConsentChange {
  what: ConsentSubject;
  value: "in" | "out";
  how: ConsentSource;
  at: Date;
}

const COLUMN = { broadcasts: "optedOutAt", marketing: "marketingStoppedAt" } as const;

/**
 * Appends what a person said to the ledger and lets it hold from now on; false when it changes nothing: they had said so
 * before, or what comes late is older than what they said last.
 */
export async function recordConsent(tx: Db, personId: string, change: ConsentChange): Promise<boolean> {
  const { what, value, how, at } = change;
  await tx.$executeRaw`select 1 from whatsapp_users where id = ${personId}::uuid for update`;
  const person = await tx.whatsappUser.findUnique({
    where: { id: personId },
    select: { optedOutAt: true, marketingStoppedAt: true },
  });
  if (!person) return false;
  const refusedAt = person[COLUMN[what]];
  // A START is about broadcasts as well, and a refusal that was repeated counts from when it was said last.
  const about = what === "broadcasts" ? [{ what }, { how: "chat" }] : [{ what }];
  const newer = await tx.consentEvent.findFirst({
    where: { whatsappUserId: personId, OR: about, at: { gt: at } },
    select: { id: true },
  });
  if (newer || (refusedAt && refusedAt > at)) return false;
  if ((refusedAt !== null) === (value === "out")) {
    if (refusedAt) await hold(tx, personId, what, at);
    return false;
  }
  await tx.consentEvent.create({
    data: { whatsappUserId: personId, what, value, how, at },
    select: { id: true },
  });
  await hold(tx, personId, what, value === "out" ? at : null);
  await renewAgreement(tx, personId);
  return true;
}

async function hold(tx: Db, id: string, what: ConsentSubject, refusedAt: Date | null): Promise<void> {
  const data = { [COLUMN[what]]: refusedAt };
  await tx.whatsappUser.update({ where: { id }, data, select: { id: true } });
}

/** Records that a person takes no marketing, as we have just learnt from `how`; false when we knew. */
export function recordOptOut(tx: Db, personId: string, how: ConsentSource): Promise<boolean> {
  return recordConsent(tx, personId, { what: "marketing", value: "out", how, at: new Date() });
}

/** Whether a person gets no broadcasts, by what holds now. */
export async function isOptedOut(tx: Db, personId: string): Promise<boolean> {
  const person = await tx.whatsappUser.findUnique({ where: { id: personId }, select: { optedOutAt: true } });
  return person !== null && person.optedOutAt !== null;
}

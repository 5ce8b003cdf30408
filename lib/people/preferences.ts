import type { Db } from "../db.ts";
import { MARKETING_STOPPED } from "../whatsapp/error-codes.ts";
import { readPreferences } from "../whatsapp/webhook/preferences.ts";
import type { StatusReport } from "../whatsapp/webhook/status.ts";
import { META_REFUSAL, recordConsent, recordOptOut } from "./consent.ts";
import { upsertPerson } from "./identity-upserts.ts";

/** Applies what a `user_preferences` event tells, however often it is applied; false when the event is about something else. */
export async function applyPreferences(tx: Db, payload: unknown, receivedAt: Date): Promise<boolean> {
  const preferences = readPreferences(payload, receivedAt);
  if (preferences.length === 0) return false;
  for (const { person, isStopped, at } of preferences) {
    const { id } = await upsertPerson(tx, person);
    const value = isStopped ? "out" : "in";
    await recordConsent(tx, id, { what: "marketing", value, how: "user_preferences", at });
  }
  return true;
}

/** Remembers the people to whom Meta did not deliver because they want no marketing. */
export async function recordMarketingRefusals(tx: Db, reports: StatusReport[]): Promise<void> {
  for (const { error, outboundId, wamid } of reports) {
    if (error?.code !== MARKETING_STOPPED) continue;
    const message = await tx.outboundMessage.findFirst({
      where: { OR: [...(outboundId ? [{ id: outboundId }] : []), { wamid }] },
      select: { whatsappUserId: true },
    });
    const personId = message?.whatsappUserId;
    if (personId) await recordOptOut(tx, personId, META_REFUSAL);
  }
}

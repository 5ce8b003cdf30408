import type { Db } from "../db.ts";
import type { Person } from "../people/identities.ts";
import { followChange } from "../people/identity-moves.ts";
import { isAddress } from "../whatsapp/people.ts";
import type { IncomingMessage } from "../whatsapp/webhook/message.ts";

/** Whether a message is nobody's writing: it tells of an identity, or names no sender. */
export function isNotice({ identityChange, sender }: IncomingMessage): boolean {
  return identityChange !== null || !isAddress(sender);
}

/** Follows what a notice tells of an identity; the person whom it is about, or null where that is nobody we know. */
export async function followNotice(
  tx: Db,
  { identityChange }: IncomingMessage,
  now: Date,
): Promise<Person | null> {
  return identityChange && followChange(tx, identityChange, now);
}

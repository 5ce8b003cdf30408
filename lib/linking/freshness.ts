import type { Account } from "../auth/accounts.ts";
import { staleSignIn } from "../auth/sessions/stale-sign-in.ts";
import type { Db } from "../db.ts";
import { ENDED_LINK_MINUTES } from "../lifetimes.ts";
import { durationInWords } from "../time.ts";
import { hasLostLink } from "./links.ts";

const JUST_UNLINKED = `A WhatsApp was unlinked from this account in the last ${durationInWords(ENDED_LINK_MINUTES)}.`;

/** How fresh the sign-in is that wants to join a WhatsApp to an account, and the WhatsApp whose place it would take. */
export interface Joining {
  account: Pick<Account, "id">;
  isFresh?: boolean | undefined;
  replaces?: string | null | undefined;
}

/**
 * Throws 403 `sign_in_again` for an old sign-in if the account would replace its WhatsApp, or lost one within a day. Call it
 * inside the transaction that makes the link.
 */
export async function requireFreshToJoin(tx: Db, { account, isFresh, replaces }: Joining): Promise<void> {
  if (isFresh) return;
  const denied = { userId: account.id, actorId: account.id };
  if (replaces) throw staleSignIn(denied);
  if (await hasLostLink(account, tx)) throw staleSignIn(denied, JUST_UNLINKED);
}

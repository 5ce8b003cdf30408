import { networkOf } from "../address.ts";
import { audit } from "../audit.ts";
import type { Account } from "../auth/accounts.ts";
import { AppError } from "../errors.ts";
import { countTry, forgetTries, forgiveTry, type Limit, refuseTooMany } from "../limits.ts";

const PER_ACCOUNT: Limit = { name: "link-account", tries: 5, seconds: 600 };
const PER_ADDRESS: Limit = { name: "link-address", tries: 60, seconds: 600 };
const READS: Limit = { name: "link-read", tries: 60, seconds: 600 };
const INVITATIONS: Limit = { name: "link-invitation", tries: 5, seconds: 600 };

/** Counts a try to use a link token: 5 in 10 minutes for an account, 60 for a network address. Throws 429, audited. */
export async function countLinkTry(account: Account, address: string): Promise<void> {
  const refused = () => auditTooMany(account, address);
  // The account first: what it is refused costs nobody else at its school's one address a try.
  await countTry(PER_ACCOUNT, account.id, refused);
  await countTry(PER_ADDRESS, networkOf(address), refused);
}

/**
 * Counts a look at what a token stands for by somebody who need not be signed in, unless it is one that works: 60 in 10
 * minutes for a network. Throws 429.
 */
export async function limitReads<T>(address: string, read: () => Promise<T>): Promise<T> {
  const network = networkOf(address);
  await refuseTooMany(READS, network);
  try {
    return await read();
  } catch (refusal) {
    if (refusal instanceof AppError) await countTry(READS, network);
    throw refusal;
  }
}

/** Counts an invitation: 5 in 10 minutes for an account. Throws 429, audited. */
export function countInvitation(account: Account, address: string): Promise<void> {
  return countTry(INVITATIONS, account.id, () => auditTooMany(account, address));
}

function auditTooMany({ id }: Account, address: string): Promise<void> {
  return audit("refused", { userId: id, actorId: id, address, details: { reason: "too_many_tries" } });
}

/** Forgets an account's tries, and the network address's last one, after one that succeeded. */
export async function forgetLinkTries(account: Account, address: string): Promise<void> {
  await forgiveTry(PER_ADDRESS, networkOf(address));
  await forgetTries(PER_ACCOUNT, account.id);
}

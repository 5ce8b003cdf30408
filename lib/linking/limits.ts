import { networkOf } from "../address.ts";
import { audit } from "../audit.ts";
import type { Account } from "../auth/accounts.ts";
import { countTry, forgetTries, forgiveTry, type Limit } from "../limits.ts";

const PER_ACCOUNT: Limit = { name: "link-account", tries: 5, seconds: 600 };
const PER_ADDRESS: Limit = { name: "link-address", tries: 60, seconds: 600 };
const INVITATIONS: Limit = { name: "link-invitation", tries: 5, seconds: 600 };

/** Counts a try to use a link token: 5 in 10 minutes for an account, 60 for a network address. Throws 429, audited. */
export async function countLinkTry(account: Account, address: string): Promise<void> {
  const refused = () => auditTooMany(account, address);
  // The account first: what it is refused costs nobody else at its school's one address a try.
  await countTry(PER_ACCOUNT, account.id, refused);
  await countTry(PER_ADDRESS, networkOf(address), refused);
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

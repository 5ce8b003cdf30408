import { audit } from "../audit.ts";
import type { Account } from "../auth/accounts.ts";
import { AppError } from "../errors.ts";
import { countTry, forgetTries, type Limit } from "../limits.ts";
import { networksOf } from "../requests/address.ts";
import { refuseOffer } from "./refusals.ts";

const PER_ACCOUNT: Limit = { name: "link-account", tries: 5, seconds: 600 };
const INVITATIONS: Limit = { name: "link-invitation", tries: 5, seconds: 600 };

/** How many unknown tokens a network address may try, and an IPv6 network of 48 bits; with an account, and without. */
const GUESSES: Limits = [
  { name: "link-address", tries: 60, seconds: 600 },
  { name: "link-address-wide", tries: 240, seconds: 600 },
];
const READS: Limits = [
  { name: "link-read", tries: 60, seconds: 600 },
  { name: "link-read-wide", tries: 240, seconds: 600 },
];

const UNKNOWN = refuseOffer(null).code;

type Limits = [narrow: Limit, wide: Limit];

/**
 * Runs what an account does with a link token, within the limits for the account and its network. Throws 429, audited; a
 * right token is never refused because of what others tried.
 */
export async function limitLinkTries<T>(
  account: Account,
  address: string,
  use: () => Promise<T>,
): Promise<T> {
  const refused = () => auditTooMany(account, address);
  await countTry(PER_ACCOUNT, account.id, refused);
  return limitGuesses(GUESSES, address, use, refused);
}

/**
 * Runs a look at what a token stands for by somebody who need not be signed in; unknown ones count: 60 in 10 minutes for a
 * network address, then 429 in their place.
 */
export function limitReads<T>(address: string, read: () => Promise<T>): Promise<T> {
  return limitGuesses(READS, address, read);
}

async function limitGuesses<T>(
  [narrow, wide]: Limits,
  address: string,
  use: () => Promise<T>,
  onFirstRefusal?: () => Promise<void>,
): Promise<T> {
  try {
    return await use();
  } catch (refusal) {
    if (refusal instanceof AppError && refusal.code === UNKNOWN) {
      const [network, wideNetwork] = networksOf(address);
      await countTry(narrow, network, onFirstRefusal);
      if (wideNetwork) await countTry(wide, wideNetwork, onFirstRefusal);
    }
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

/** Forgets an account's tries, after one that succeeded. */
export function forgetLinkTries(account: Account): Promise<void> {
  return forgetTries(PER_ACCOUNT, account.id);
}

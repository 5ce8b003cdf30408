import type { Account } from "../auth/accounts.ts";
import { auditRefusal } from "./confirmations.ts";
import { limitLinkTries } from "./limits.ts";
import { findLinkOffer } from "./offers.ts";
import { refuseOffer } from "./refusals.ts";
import { readToken } from "./tokens.ts";

/**
 * The token in what an account pasted, if it is one of ours, whatever became of it. Uses nothing up, but counts as a try.
 * Throws 404 or 429, audited.
 */
export function requireKnownToken(pasted: string, account: Account, address: string): Promise<string> {
  return limitLinkTries(account, address, async () => {
    const token = readToken(pasted);
    if (token && (await findLinkOffer(token))) return token;
    const refusal = refuseOffer(null);
    await auditRefusal(refusal, pasted, account, address);
    throw refusal;
  });
}

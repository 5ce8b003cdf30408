import { audit } from "../audit.ts";
import type { Account } from "../auth/accounts.ts";
import { databaseNow, transaction } from "../db.ts";
import { hashToken, readToken } from "./tokens.ts";

/**
 * Voids a link token that an account was shown and did not ask for; says whether it still worked. Audited as refused, so
 * that staff see where somebody's link was sent to somebody else.
 */
export async function declineLink(pasted: string, account: Account, address: string): Promise<boolean> {
  const token = readToken(pasted);
  if (!token) return false;
  const tokenHash = hashToken(token);
  return transaction(async (tx) => {
    const [whatsapp] = await tx.whatsappUser.updateManyAndReturn({
      where: { linkToken: tokenHash },
      data: { linkToken: null, linkTokenExpiresAt: null },
      select: { id: true },
    });
    if (!whatsapp) return false;
    await tx.linkToken.update({
      where: { tokenHash },
      data: { endedAt: await databaseNow(tx), endedAs: "declined" },
      select: { tokenHash: true },
    });
    const who = { userId: account.id, actorId: account.id, whatsappUserId: whatsapp.id, address };
    await audit("refused", { ...who, details: { reason: "not_asked_for" } }, tx);
    return true;
  });
}

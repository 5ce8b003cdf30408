import type { Account } from "#lib/auth/accounts";
import type { Session } from "#lib/auth/sessions/session";
import { type Confirmation, confirmLink } from "#lib/linking/confirmations";
import { forgetLinkTries, limitLinkTries } from "#lib/linking/limits";
import { askForCode, tellLinked, tellMoved } from "#lib/replies/notices";
import { callerAddress } from "#lib/requests/address";

/**
 * Counts a try to use a link token, uses it up, and tells the chat, and also the one that loses its link (`replaces`):
 * what the API and the page's buttons both do.
 */
export async function confirmLinkAndNotify(
  token: string,
  { account, isFresh }: Pick<Session, "account" | "isFresh">,
  headers: Headers,
  replaces?: string,
): Promise<Confirmation> {
  const address = callerAddress(headers);
  const confirmation = await limitLinkTries(account, address, () =>
    confirmLink(token, account, { address, replaces, isFresh }),
  );
  if (!confirmation.isNew) return confirmation;
  await forgetLinkTries(account);
  await tell(confirmation, account);
  return confirmation;
}

async function tell(confirmation: Confirmation, account: Account): Promise<void> {
  if (confirmation.state === "pending") return askForCode(confirmation.whatsappUserId);
  await tellLinked(confirmation.whatsappUserId, account);
  if (confirmation.replaced) await tellMoved(confirmation.replaced);
}

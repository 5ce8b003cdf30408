import { callerAddress } from "#lib/address";
import type { Account } from "#lib/auth/accounts";
import { askForCode, tellLinked } from "#lib/bot/notices";
import { type Confirmation, confirmLink } from "#lib/linking/confirmations";
import { countLinkTry, forgetLinkTries } from "#lib/linking/limits";

/** Counts a try to use a link token, uses it up, and tells the chat: what the API and the page's button both do. */
export async function confirmAndTell(
  token: string,
  account: Account,
  headers: Headers,
): Promise<Confirmation> {
  const address = callerAddress(headers);
  await countLinkTry(account, address);
  const confirmation = await confirmLink(token, account, address);
  await forgetLinkTries(account, address);
  if (confirmation.isNew) {
    await (confirmation.state === "pending"
      ? askForCode(confirmation.whatsappUserId)
      : tellLinked(confirmation.whatsappUserId, account));
  }
  return confirmation;
}

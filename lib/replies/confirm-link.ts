import type { Account } from "../auth/accounts.ts";
import type { Session } from "../auth/sessions/session.ts";
import { staleSignIn } from "../auth/sessions/stale-sign-in.ts";
import { type Confirmation, confirmLink } from "../linking/confirmations.ts";
import { forgetLinkTries, limitLinkTries } from "../linking/limits.ts";
import { findLink } from "../linking/links.ts";
import { askForCode, tellLinked, tellMoved } from "./notices.ts";

/** Who confirms a link, and how fresh their sign-in is. */
type Confirmer = Pick<Session, "account" | "isFresh">;

/**
 * Counts a try to use a link token, uses it up, and tells the chat, and also the one that loses its link (`replaces`):
 * what the API and the page's buttons both do. Throws as `confirmLink` does, and 429.
 */
export async function confirmLinkAndNotify(
  token: string,
  { account, isFresh }: Confirmer,
  address: string,
  replaces?: string,
): Promise<Confirmation> {
  const confirmation = await limitLinkTries(account, address, () =>
    confirmLink(token, account, { address, replaces, isFresh }),
  );
  if (!confirmation.isNew) return confirmation;
  await forgetLinkTries(account);
  await tell(confirmation, account);
  return confirmation;
}

/** As `confirmLinkAndNotify`, in the place of the link that the account has; 403 `sign_in_again` for an old sign-in. */
export async function moveLinkAndNotify(
  token: string,
  confirmer: Confirmer,
  address: string,
): Promise<Confirmation> {
  const { account, isFresh } = confirmer;
  if (!isFresh) throw staleSignIn({ userId: account.id, actorId: account.id });
  return confirmLinkAndNotify(token, confirmer, address, (await findLink(account))?.whatsappUserId);
}

async function tell(confirmation: Confirmation, account: Account): Promise<void> {
  if (confirmation.state === "pending") return askForCode(confirmation.whatsappUserId);
  await tellLinked(confirmation.whatsappUserId, account);
  if (confirmation.replaced) await tellMoved(confirmation.replaced);
}

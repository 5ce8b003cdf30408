import { cookies } from "next/headers";
import type { Account } from "#lib/auth/accounts";
import { noteOpened } from "#lib/linking/funnel";
import { findLink } from "#lib/linking/links";
import { findLinkOffer, type LinkOffer } from "#lib/linking/offers";
import { findViewer } from "../../viewer.ts";
import { LINK_COOKIE } from "./cookie.ts";

/** A WhatsApp as the page shows it. */
export interface Whatsapp {
  name: string | null;
  phone: string | null;
}

/** What the link page has to say before anybody pressed anything. */
export type LinkView =
  | { state: "ready"; token: string; whatsapp: Whatsapp; account: Account }
  | { state: "sign_in_needed"; whatsapp: Whatsapp }
  | { state: "linked"; whatsapp: Whatsapp; account: Account }
  | { state: "refused"; code: string; account: Account | null };

/** Looks at the token in the cookie and at who is signed in. Changes nothing, but notes that a person has seen it. */
export async function findLinkView(): Promise<LinkView> {
  const token = (await cookies()).get(LINK_COOKIE)?.value;
  const account = await findViewer();
  if (!token) return { state: "refused", code: "no_token", account };
  const offer = await findLinkOffer(token);
  if (!offer) return { state: "refused", code: "link_not_found", account };
  const whatsapp = { name: offer.name, phone: offer.phone };
  if (account && offer.linkedUserId === account.id) return { state: "linked", whatsapp, account };
  const code = await findObstacle(offer, account);
  if (code) return { state: "refused", code, account };
  await noteOpened(token);
  return account ? { state: "ready", token, whatsapp, account } : { state: "sign_in_needed", whatsapp };
}

async function findObstacle(offer: LinkOffer, account: Account | null): Promise<string | null> {
  if (offer.state !== "valid") return `link_${offer.state}`;
  if (offer.linkedUserId) return "whatsapp_linked_already";
  return account && (await findLink(account)) ? "account_linked_already" : null;
}

import type { IncomingMessage } from "node:http";
import type { Account } from "#lib/auth/accounts";
import { findSession } from "#lib/auth/sessions/session";
import { databaseNow } from "#lib/db";
import { noteOpened } from "#lib/linking/funnel";
import { findLink, hasLostLink, type Link } from "#lib/linking/links";
import { findLinkOffer, type LinkOffer } from "#lib/linking/offers";
import { findPendingLink } from "#lib/linking/pending";
import { LINK_COOKIE } from "./cookie.ts";
import { fingerprint } from "./shown.ts";

/** A WhatsApp as the page shows it: its number, and what it calls itself. */
export interface Whatsapp {
  name: string | null;
  phone: string | null;
}

/** What the link page has to say. */
export type LinkView =
  | {
      state: "ready";
      whatsapp: Whatsapp;
      account: Account;
      shown: string;
      /** Whether signing in anew comes first: the account lost a WhatsApp within a day, and the sign-in is not fresh. */
      signInFirst: boolean;
      problem: string | null;
    }
  | {
      state: "move";
      whatsapp: Whatsapp;
      /** The one that the account has now. */
      from: Whatsapp;
      account: Account;
      shown: string;
      /** Whether who looks signed in so short a time ago that this may be done. */
      isFresh: boolean;
      problem: string | null;
    }
  | {
      state: "pending";
      whatsapp: Whatsapp;
      account: Account;
      code: string;
      expiresAt: string;
      triesLeft: number;
    }
  | { state: "linked"; whatsapp: Whatsapp; account: Account; isNew: boolean }
  | { state: "refused"; code: string; account: Account | null };

/** Signing in comes first; anew for who signed in too long ago. */
interface SignInFirst {
  state: "sign_in";
  isAnew: boolean;
}

type PageRequest = IncomingMessage & { cookies: Partial<Record<string, string>> };

const NEW_MS = 2 * 60_000;

/** What came of "I did not ask for this". */
export const DECLINED = "declined";

/** Looks at the token in the cookie and at who is signed in; `problem` is what came of the button's last press. Changes nothing. */
export async function findLinkView(
  request: PageRequest,
  problem: string | null,
): Promise<LinkView | SignInFirst> {
  const session = await findSession(request.headers.cookie ?? null);
  const account = session?.account ?? null;
  const waiting = account && (await findWaiting(account));
  if (waiting) return waiting;
  const token = request.cookies[LINK_COOKIE];
  if (!token) return { state: "refused", code: problem === DECLINED ? DECLINED : "no_token", account };
  await noteOpened(token);
  const offer = await findLinkOffer(token);
  if (!offer) return { state: "refused", code: "link_not_found", account };
  const whatsapp = { name: offer.name, phone: offer.phone };
  const link = account && (await findLink(account));
  if (account && link?.whatsappUserId === offer.whatsappUserId) {
    return { state: "linked", whatsapp, account, isNew: await isNew(link) };
  }
  const lost = account && offer.usedByUserId === account.id && (await findLostCode(account, offer, problem));
  const code = lost || findObstacle(offer);
  if (code) return { state: "refused", code, account };
  if (!account || !session?.isRecent) return { state: "sign_in", isAnew: account !== null };
  if (!link) {
    const signInFirst = !session.isFresh && (await hasLostLink(account));
    return { state: "ready", whatsapp, account, shown: fingerprint(token, account), signInFirst, problem };
  }
  return {
    state: "move",
    from: { name: link.name, phone: link.phone },
    shown: fingerprint(token, account, link.whatsappUserId),
    isFresh: session.isFresh,
    ...{ whatsapp, account, problem },
  };
}

async function findWaiting(account: Account): Promise<LinkView | null> {
  const pending = await findPendingLink(account.id);
  if (pending?.state !== "pending") return null;
  const { code, triesLeft, name, phone } = pending;
  const expiresAt = pending.expiresAt.toISOString();
  return { state: "pending", whatsapp: { name, phone }, account, code, expiresAt, triesLeft };
}

/** What became of the code that a used token asked for; null where it did not ask for one. */
async function findLostCode(
  account: Account,
  offer: LinkOffer,
  problem: string | null,
): Promise<string | null> {
  if (problem === "cancelled") return problem;
  const pending = await findPendingLink(account.id);
  const isLost = pending?.state === "expired" || pending?.state === "refused";
  return isLost && pending.whatsappUserId === offer.whatsappUserId ? `code_${pending.state}` : null;
}

function findObstacle(offer: LinkOffer): string | null {
  if (offer.state !== "valid") return `link_${offer.state}`;
  return offer.linkedUserId ? "whatsapp_linked_already" : null;
}

async function isNew({ linkedAt }: Link): Promise<boolean> {
  return (await databaseNow()).getTime() - linkedAt.getTime() < NEW_MS;
}

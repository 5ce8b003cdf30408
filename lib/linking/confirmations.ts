import { audit } from "../audit.ts";
import type { Account } from "../auth/accounts.ts";
import { staleSignIn } from "../auth/sessions/stale-sign-in.ts";
import { isUniqueViolation } from "../database/database-errors.ts";
import { type Db, databaseNow, transaction } from "../db.ts";
import { env } from "../env.ts";
import { AppError } from "../errors.ts";
import { requireFreshToJoin } from "./freshness.ts";
import { lockAccount, type MadeLink, makeLink } from "./joins.ts";
import { findLink } from "./links.ts";
import { findLinkOffer, type LinkOffer } from "./offers.ts";
import { findOpenPendingLink, makePendingLink, type OpenLink } from "./pending.ts";
import {
  refuseDisabledAccount,
  refuseLinkedAccount,
  refuseLinkedWhatsapp,
  refuseOffer,
  refuseSimultaneous,
} from "./refusals.ts";
import { hashToken, readToken } from "./tokens.ts";

/** What came of a confirmation, and whether this very call made it rather than an earlier one. */
export type Confirmation = { isNew: boolean } & (({ state: "linked" } & MadeLink) | OpenLink);

/** How and from where a link is confirmed, and the WhatsApp whose link to the account may end for it. */
interface Confirming {
  address?: string;
  replaces?: string | undefined;
  /** Whether their sign-in is fresh (lib/lifetimes.ts). */
  isFresh?: boolean;
}

/** A repeat within this time of the first confirmation counts as simultaneous with it, not as a later click. */
const SIMULTANEOUS_MS = 2000;

/**
 * Uses up a link token: links its WhatsApp to the account, or makes a pending link if a code is needed. Throws 403, 404, 409
 * or 410, audited; of simultaneous calls, one succeeds.
 */
export async function confirmLink(
  pasted: string,
  account: Account,
  confirming: Confirming = {},
): Promise<Confirmation> {
  try {
    return await transaction(async (tx) => {
      if (!(await lockAccount(tx, account.id))) throw refuseDisabledAccount();
      const now = await databaseNow(tx);
      const token = readToken(pasted);
      const confirmed = token && (await consumeToken(tx, hashToken(token), account, now, confirming));
      return confirmed || explainRefusal(tx, await findLinkOffer(pasted, tx), account);
    });
  } catch (error) {
    const refusal = isUniqueViolation(error) ? refuseLinkedAccount() : error;
    if (refusal instanceof AppError) await auditRefusal(refusal, pasted, account, confirming.address);
    throw refusal;
  }
}

async function consumeToken(
  tx: Db,
  tokenHash: string,
  account: Account,
  now: Date,
  { address, replaces, isFresh }: Confirming,
): Promise<Confirmation | null> {
  const [whatsapp] = await tx.whatsappUser.updateManyAndReturn({
    where: { linkToken: tokenHash, linkTokenExpiresAt: { gt: now }, isLinked: false },
    data: { linkToken: null, linkTokenExpiresAt: null },
    select: { id: true, whatsappPhone: true },
  });
  if (!whatsapp) return null;
  await tx.linkToken.update({
    where: { tokenHash },
    data: { endedAt: now, endedAs: "used", usedByUserId: account.id },
    select: { tokenHash: true },
  });
  const sides = { userId: account.id, whatsappUserId: whatsapp.id };
  // Without a number the page has nothing to show by which one knows one's own WhatsApp: a name says nothing.
  const needsCode = env().LINK_CONFIRMATION === "code" || whatsapp.whatsappPhone === null;
  const confirmation: OpenLink | ({ state: "linked" } & MadeLink) | null = needsCode
    ? await makePendingLink(tx, { ...sides, tokenHash, replaces }, now, address)
    : linked(await makeLink(tx, sides, now, { proof: "page", actorId: account.id, address, replaces }));
  if (!confirmation) throw refuseLinkedAccount();
  await requireFreshToJoin(tx, { account, isFresh, replaces });
  return { ...confirmation, isNew: true };
}

const linked = (link: MadeLink | null) => link && { ...link, state: "linked" as const };

async function explainRefusal(tx: Db, offer: LinkOffer | null, account: Account): Promise<Confirmation> {
  if (offer?.endedAt && offer.usedByUserId === account.id) {
    const pending = await findOpenPendingLink(account.id, offer.whatsappUserId, tx);
    if (pending) return { ...pending, isNew: false };
    if (offer.linkedUserId === account.id) return findOwnLink(tx, offer.endedAt, account);
  }
  if (offer?.state === "valid" && offer.linkedUserId) throw refuseLinkedWhatsapp();
  throw refuseOffer(offer);
}

async function findOwnLink(tx: Db, confirmedAt: Date, account: Account): Promise<Confirmation> {
  const age = (await databaseNow(tx)).getTime() - confirmedAt.getTime();
  const link = age < SIMULTANEOUS_MS ? null : await findLink(account, tx);
  if (!link) throw refuseSimultaneous();
  return { ...link, state: "linked", isNew: false, replaced: null };
}

/** Audits a refused token; what was tried stands there as the beginning of its hash, by which tries can be told apart. */
export async function auditRefusal(
  { code: reason }: AppError,
  pasted: string,
  account: Account,
  address: string | undefined,
): Promise<void> {
  // What came of an old sign-in is a denial, which is audited as such, and no try of a token.
  if (reason === refuseSimultaneous().code || reason === staleSignIn().code) return;
  const tried = hashToken(readToken(pasted) ?? pasted).slice(0, 12);
  const who = { userId: account.id, actorId: account.id, address };
  const whatsappUserId = (await findLinkOffer(pasted))?.whatsappUserId;
  await audit("refused", { ...who, whatsappUserId, details: { reason, tried } });
}

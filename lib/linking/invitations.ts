import { createHmac } from "node:crypto";
import { audit } from "../audit.ts";
import type { Account } from "../auth/accounts.ts";
import { type Db, databaseNow, transaction } from "../db.ts";
import { keyFor } from "../keys.ts";
import { INVITATION_LIFETIME_MINUTES, WRONG_CODES_PAUSE_MINUTES } from "../lifetimes.ts";
import { type Joining, requireFreshToJoin } from "./freshness.ts";
import { lockAccount, lockAccountOf, makeLink } from "./joins.ts";
import { findLink } from "./links.ts";
import { refuseLinkedAccount } from "./refusals.ts";
import { randomLetters, readLetters } from "./tokens.ts";

/** The length of an invitation's code in characters, nearly 5 bits each. */
const CODE_LENGTH = 8;

/** How many wrong codes a chat may send before it has to wait. */
const MAX_WRONG_CODES = 5;

const MINUTE_MS = 60_000;

/** A code that an account may send in a chat to be asked there whether to link. */
interface Invitation {
  /** As people write it: `ABCD-EFGH`. */
  code: string;
  expiresAt: Date;
}

/** Which account asks to be linked to the chat that sent a code, or why that code is of no use. */
export type OpenedInvitation = { id: string; email: string } | "unknown" | "too_many_tries";

/** What came of a chat's answer to the question of an invitation; "none" where it was not asked (in time). */
export type InvitationOutcome = "linked" | "declined" | "impossible" | "none";

/** Under which hash a code is stored: keyed, since 40 bits are few. */
function hashCode(code: string): string {
  return createHmac("sha256", keyFor("invitations")).update(code).digest("hex");
}

/** A new code. It has a digit, which tells it from words where its dash is missing. */
function newCode(): string {
  const code = randomLetters(CODE_LENGTH);
  return /\d/.test(code) ? code : newCode();
}

/** The code in `link ABCD-EF2H`, in any spelling that looks the same, also with a space for the dash; null where there is none. */
export function readInvitationCode(word: string): string | null {
  const [, first = "", second = ""] =
    /^link\s+(?=\S)(?=.*[\d–—-])([0-9a-z]{4})\s?[–—-]?\s?([0-9a-z]{4})$/.exec(word) ?? [];
  return readLetters(first + second, CODE_LENGTH);
}

/**
 * Gives an account a code to send in a chat, in place of its last one. Throws 409 when it is linked, and 403 where it just
 * lost a link and the sign-in is not fresh.
 */
export async function invite(
  account: Account,
  { isFresh, address }: Pick<Joining, "isFresh"> & { address?: string } = {},
): Promise<Invitation> {
  const userId = account.id;
  const code = newCode();
  return transaction(async (tx) => {
    const now = await databaseNow(tx);
    if (!(await lockAccount(tx, userId)) || (await findLink(account, tx))) throw refuseLinkedAccount();
    await requireFreshToJoin(tx, { account, isFresh });
    await tx.invitation.updateMany({
      where: { userId, endedAt: null },
      data: { endedAt: now, endedAs: "superseded" },
    });
    const expiresAt = inMinutes(now);
    const codeHash = hashCode(code);
    await tx.invitation.create({
      data: { codeHash, userId, issuedAt: now, expiresAt },
      select: { id: true },
    });
    await audit("invited", { userId, actorId: userId, address }, tx);
    return { code: `${code.slice(0, 4)}-${code.slice(4)}`.toUpperCase(), expiresAt };
  });
}

const inMinutes = (now: Date) => new Date(now.getTime() + INVITATION_LIFETIME_MINUTES * MINUTE_MS);

/** Binds an invitation to the chat that sent its code first, which may then say yes; wrong codes are counted and audited. */
export async function openInvitation(
  tx: Db,
  whatsappUserId: string,
  code: string,
  now: Date,
): Promise<OpenedInvitation> {
  if (await hasTriedTooOften(tx, whatsappUserId, now)) return "too_many_tries";
  const codeHash = hashCode(code);
  const usable = { codeHash, endedAt: null, expiresAt: { gt: now }, user: { disabledAt: null } };
  const found = await tx.invitation.findFirst({
    where: { ...usable, OR: [{ whatsappUserId: null }, { whatsappUserId }] },
    select: { id: true, openedAt: true, user: { select: { email: true } } },
  });
  const opened = found && { id: found.id, email: found.user.email };
  if (opened && found.openedAt) return opened;
  if (opened) {
    await tx.invitation.updateMany({
      where: { whatsappUserId, endedAt: null },
      data: { endedAt: now, endedAs: "superseded" },
    });
    const { count } = await tx.invitation.updateMany({
      where: { codeHash, endedAt: null, expiresAt: { gt: now }, whatsappUserId: null },
      data: { whatsappUserId, openedAt: now, expiresAt: inMinutes(now) },
    });
    if (count > 0) return opened;
  }
  await audit("refused", { whatsappUserId, details: { reason: "unknown_code" } }, tx);
  return "unknown";
}

async function hasTriedTooOften(tx: Db, whatsappUserId: string, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - WRONG_CODES_PAUSE_MINUTES * MINUTE_MS);
  const isWrongCode = { action: "refused", details: { path: ["reason"], equals: "unknown_code" } };
  const tries = await tx.auditEvent.count({ where: { whatsappUserId, at: { gt: since }, ...isWrongCode } });
  return tries >= MAX_WRONG_CODES;
}

/** Takes a chat's answer to the question of an invitation: of the one named by `id`, or of whichever is open. */
export async function answerInvitation(
  tx: Db,
  whatsappUserId: string,
  { isYes, id }: { isYes: boolean; id: string | null },
  now: Date,
): Promise<InvitationOutcome> {
  const asked = { whatsappUserId, endedAt: null, expiresAt: { gt: now }, ...(id ? { id } : {}) };
  await lockAccountOf(tx, await tx.invitation.findFirst({ where: asked, select: { userId: true } }));
  const [row] = await tx.invitation.updateManyAndReturn({
    where: asked,
    data: { endedAt: now, endedAs: isYes ? "linked" : "declined" },
    select: { id: true, userId: true },
  });
  if (!row) return "none";
  const sides = { userId: row.userId, whatsappUserId };
  if (!isYes) {
    await audit("refused", { ...sides, details: { reason: "declined" } }, tx);
    return "declined";
  }
  if (await makeLink(tx, sides, now, { proof: "invitation" })) return "linked";
  await tx.invitation.update({ where: { id: row.id }, data: { endedAs: "refused" }, select: { id: true } });
  return "impossible";
}

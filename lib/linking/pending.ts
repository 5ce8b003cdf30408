import { audit } from "../audit.ts";
import { type Db, databaseNow, db } from "../db.ts";
import { CODE_LIFETIME_MINUTES, OUTCOME_KNOWN_MINUTES } from "../lifetimes.ts";
import { foreignName } from "../people/foreign-names.ts";
import { endAttempts } from "../people/link-attempts.ts";
import { codeOf } from "./codes.ts";
import { lockAccount } from "./joins.ts";
import { findLink } from "./links.ts";

/** How many codes may be tried before the pending link is given up. */
const CODE_TRIES = 3;

interface Confirmed {
  whatsappUserId: string;
  phone: string | null;
  name: string | null;
  expiresAt: Date;
  triesLeft: number;
}

/** A link that waits for six digits from the chat. They are for the account that confirmed, and nobody else. */
export type OpenLink = Confirmed & { state: "pending"; code: string };

/** A link that waits for six digits from the chat, or what became of it. */
type PendingLink = OpenLink | (Confirmed & { state: "linked" | "expired" | "refused"; code: null });

const select = {
  id: true,
  whatsappUserId: true,
  userId: true,
  expiresAt: true,
  triesLeft: true,
  endedAs: true,
  whatsappUser: { select: { whatsappPhone: true, whatsappName: true } },
} as const;

interface Row {
  id: string;
  whatsappUserId: string;
  expiresAt: Date;
  triesLeft: number;
  endedAs: string | null;
  whatsappUser: { whatsappPhone: string | null; whatsappName: string | null };
}

function stateOf({ endedAs, expiresAt }: Row, now: Date): PendingLink["state"] {
  if (endedAs === "linked" || endedAs === "refused") return endedAs;
  return endedAs === null && expiresAt > now ? "pending" : "expired";
}

function toConfirmed({ whatsappUserId, whatsappUser, expiresAt, triesLeft }: Row): Confirmed {
  const { whatsappPhone: phone, whatsappName } = whatsappUser;
  return { whatsappUserId, phone, name: foreignName(whatsappName), expiresAt, triesLeft };
}

const toOpenLink = (row: Row): OpenLink => ({ ...toConfirmed(row), state: "pending", code: codeOf(row.id) });

function toPendingLink(row: Row, now: Date): PendingLink {
  const state = stateOf(row, now);
  return state === "pending" ? toOpenLink(row) : { ...toConfirmed(row), state, code: null };
}

/**
 * Makes the pending link of a token that was just consumed, in place of any other of either side; null where the account
 * has a link that it does not replace.
 */
export async function makePendingLink(
  tx: Db,
  proposed: { userId: string; whatsappUserId: string; tokenHash: string; replaces?: string | undefined },
  now: Date,
  address: string | undefined,
): Promise<OpenLink | null> {
  const { userId, whatsappUserId, tokenHash, replaces = null } = proposed;
  if (!(await lockAccount(tx, userId))) return null;
  const link = await findLink({ id: userId }, tx);
  if (link && link.whatsappUserId !== replaces) return null;
  await endAttempts(tx, { userId, whatsappUserId }, now);
  const expiresAt = new Date(now.getTime() + CODE_LIFETIME_MINUTES * 60_000);
  const row = await tx.pendingLink.create({
    data: {
      ...{ userId, whatsappUserId, tokenHash, replaces, confirmedAt: now, expiresAt },
      triesLeft: CODE_TRIES,
    },
    select,
  });
  await audit("confirmed", { userId, whatsappUserId, actorId: userId, address }, tx);
  return toOpenLink(row);
}

/** What became of the link that an account confirmed last; null where that is too long ago, was cancelled, or is unlinked again. */
export async function findPendingLink(userId: string, tx: Db = db()): Promise<PendingLink | null> {
  const now = await databaseNow(tx);
  const row = await tx.pendingLink.findFirst({
    where: { userId, confirmedAt: { gt: new Date(now.getTime() - OUTCOME_KNOWN_MINUTES * 60_000) } },
    orderBy: { confirmedAt: "desc" },
    select,
  });
  if (!row || row.endedAs === "cancelled") return null;
  const pending = toPendingLink(row, now);
  const isOver =
    pending.state === "linked" &&
    (await findLink({ id: userId }, tx))?.whatsappUserId !== pending.whatsappUserId;
  return isOver ? null : pending;
}

/** The link between this account and this WhatsApp that waits for its digits, or null. */
export async function findOpenPendingLink(
  userId: string,
  whatsappUserId: string,
  tx: Db,
): Promise<OpenLink | null> {
  const pending = await findPendingLink(userId, tx);
  return pending?.state === "pending" && pending.whatsappUserId === whatsappUserId ? pending : null;
}

/** Gives up an account's pending link; says whether there was one. */
export async function cancelPendingLink(userId: string, address: string): Promise<boolean> {
  const [row] = await db().pendingLink.updateManyAndReturn({
    where: { userId, endedAt: null },
    data: { endedAt: await databaseNow(), endedAs: "cancelled" },
    select: { whatsappUserId: true },
  });
  if (!row) return false;
  await audit("cancelled", { userId, actorId: userId, whatsappUserId: row.whatsappUserId, address });
  return true;
}

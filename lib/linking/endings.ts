import { z } from "zod";
import { audit } from "../audit.ts";
import type { Account } from "../auth/accounts.ts";
import { staleSignIn } from "../auth/sessions/stale-sign-in.ts";
import { requireActOn } from "../auth/staff-acts.ts";
import { type Db, databaseNow, transaction } from "../db.ts";
import { endAttempts } from "../people/link-attempts.ts";
import { type Link, linkFields, toLink } from "./links.ts";

/** Who ends a link on the web, from where, and whether their sign-in is fresh (lib/lifetimes.ts). */
interface Ending {
  account: Account;
  isFresh: boolean;
  address?: string;
}

/** Who ends a link, and from where, as the audit log says it. */
interface Doer {
  action: "unlinked" | "staff_unlinked";
  actorId?: string | undefined;
  address?: string | undefined;
  details?: { reason: "moved" };
}

/**
 * Ends the link of an account, by its own hand; the link that was, or null if there was none. Throws 403 `sign_in_again`
 * where there is one and the sign-in is not fresh.
 */
export function deleteLink({ account, isFresh, address }: Ending): Promise<Link | null> {
  const doer: Doer = { action: "unlinked", actorId: account.id, address };
  return transaction(async (tx) => {
    const link = await endLink(tx, { userId: account.id }, doer);
    if (link && !isFresh) throw staleSignIn({ userId: account.id, actorId: account.id });
    return link;
  });
}

/**
 * Ends the link of a WhatsApp by the hand of staff; the link that was, or null if there was none. Throws 403 `higher_role`
 * where its account is not below them, and `sign_in_again` where it is their own and their sign-in is not fresh.
 */
export async function deleteLinkByStaff(
  whatsappUserId: string,
  { account: staff, isFresh, address }: Ending,
): Promise<Link | null> {
  if (!z.uuid().safeParse(whatsappUserId).success) return null;
  const doer: Doer = { action: "staff_unlinked", actorId: staff.id, address };
  return transaction(async (tx) => {
    const userId = await requireActOn(tx, "unlink", staff.id, whatsappUserId);
    if (userId === null) return null;
    if (userId === staff.id && !isFresh) throw staleSignIn({ userId, actorId: userId });
    return endLink(tx, { id: whatsappUserId, userId }, doer);
  });
}

/** Ends the link of a WhatsApp identity, from its own chat; says whether there was one. */
export async function deleteLinkOfPerson(tx: Db, whatsappUserId: string): Promise<boolean> {
  return (await endLink(tx, { id: whatsappUserId }, { action: "unlinked" })) !== null;
}

/** Ends a link, and what is under way for its WhatsApp; the link that was, or null if there was none. */
export async function endLink(
  tx: Db,
  whose: { userId: string } | { id: string; userId?: string },
  { action, ...who }: Doer,
): Promise<Link | null> {
  const before = await tx.whatsappUser.findFirst({
    where: { ...whose, isLinked: true },
    select: { ...linkFields, userId: true },
  });
  if (!before) return null;
  const { count } = await tx.whatsappUser.updateMany({
    where: { id: before.id, isLinked: true, userId: before.userId },
    data: { userId: null, isLinked: false, linkedAt: null },
  });
  if (count === 0) return null;
  await endAttempts(tx, { whatsappUserId: before.id }, await databaseNow(tx));
  await audit(action, { ...who, userId: before.userId ?? undefined, whatsappUserId: before.id }, tx);
  return toLink(before);
}

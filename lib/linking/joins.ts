import { audit } from "../audit.ts";
import type { Db } from "../db.ts";
import { keepRefusal, recordAgreement } from "../people/agreements.ts";
import { endAttempts, type Sides } from "../people/link-attempts.ts";
import { endLink } from "./endings.ts";
import { findLink, type Link, linkFields, toLink } from "./links.ts";

/** Which of its proofs made a link: the button of the page, the digits sent in the chat, or the YES in the chat. */
type LinkProof = "page" | "code" | "invitation";

/** Who proves that two belong together, how and from where; `replaces` is the WhatsApp that the account may lose for it. */
interface Proof {
  proof: LinkProof;
  actorId?: string;
  address?: string | undefined;
  replaces?: string | null | undefined;
}

/** A link that was just made, and the WhatsApp whose link to the account ended for it. */
export type MadeLink = Link & { replaced: string | null };

/**
 * Links a WhatsApp and an account, and ends what else was under way for either. Null if the account can't be used, or one of
 * them has a link that isn't to be replaced.
 */
export async function makeLink(
  tx: Db,
  { userId, whatsappUserId }: Required<Sides>,
  now: Date,
  { proof, replaces, ...who }: Proof,
): Promise<MadeLink | null> {
  if (!(await lockAccount(tx, userId)) || !(await lockFreeWhatsapp(tx, whatsappUserId))) return null;
  const old = await findLink({ id: userId }, tx);
  if (old && old.whatsappUserId !== replaces) return null;
  if (old) await endLink(tx, { userId }, { action: "unlinked", ...who, details: { reason: "moved" } });
  const [row] = await tx.whatsappUser.updateManyAndReturn({
    where: { id: whatsappUserId, isLinked: false },
    data: { userId, isLinked: true, linkedAt: now, suspendedAt: null },
    select: linkFields,
  });
  if (!row) return null;
  await endAttempts(tx, { userId, whatsappUserId }, now);
  if (old) await keepRefusal(tx, old.whatsappUserId, whatsappUserId);
  await recordAgreement(tx, whatsappUserId, { how: "linking", at: now });
  await audit("linked", { ...who, userId, whatsappUserId, details: { proof } }, tx);
  return { ...toLink(row), replaced: old?.whatsappUserId ?? null };
}

/** Makes all that link this account wait for one another; false where the account is gone or disabled. */
export async function lockAccount(tx: Db, userId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from users where id = ${userId}::uuid and disabled_at is null for no key update`;
  return rows.length > 0;
}

/**
 * Locks the account of something under way, if there is any, before that is changed: all that change both lock the account
 * first, so that no two of them wait for each other.
 */
export async function lockAccountOf(tx: Db, attempt: { userId: string } | null): Promise<void> {
  if (attempt) await lockAccount(tx, attempt.userId);
}

/** Makes all that link this WhatsApp wait for one another; false where it is linked already. */
async function lockFreeWhatsapp(tx: Db, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from whatsapp_users where id = ${id}::uuid and not is_linked for no key update`;
  return rows.length > 0;
}

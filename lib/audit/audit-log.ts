import type { Prisma } from "#prisma/generated/client";
import { db } from "../db.ts";
import { foreignName } from "../people/foreign-names.ts";
import { maskPhone } from "../people/phone-numbers.ts";

/** Who reads: the id of an account, and its role. */
interface Reader {
  id: string;
  role: string;
}

/** One line of the audit log, as far as its reader may see it. */
export interface AuditEntry {
  id: bigint;
  at: Date;
  action: string;
  /** Who did it; null for what a chat, Meta or nobody that we know did. */
  actor: { name: string; email: string } | null;
  /** The account it is about. */
  account: { name: string; email: string } | null;
  /** The WhatsApp that it is about, and what it calls itself, as it may be shown. */
  whatsapp: { name: string | null; phone: string | null } | null;
  address: string | null;
  details: Record<string, unknown>;
}

/** A page of the audit log, and the id to go on from; null at its end. */
interface AuditLog {
  events: AuditEntry[];
  nextBefore: bigint | null;
}

/**
 * What was done to everybody's accounts and links, for staff, newest first; from before the event `before` on. From which
 * network addresses is for admins.
 */
export async function listAuditLog(reader: Reader, limit: number, before?: bigint): Promise<AuditLog> {
  const auditLog = await readAuditLog({}, limit, before, null);
  if (reader.role === "admin") return auditLog;
  return { ...auditLog, events: auditLog.events.map((event) => ({ ...event, address: null })) };
}

/**
 * What was done to one's own account and link, newest first. A WhatsApp that is not linked to it now may be somebody
 * else's by now and is masked; where somebody else was at work, from where is not told.
 */
export function listOwnAuditLog(account: Reader, limit: number, before?: bigint): Promise<AuditLog> {
  return readAuditLog({ userId: account.id }, limit, before, account);
}

async function readAuditLog(
  where: Prisma.AuditEventWhereInput,
  limit: number,
  before: bigint | undefined,
  owner: Reader | null,
): Promise<AuditLog> {
  const rows = await db().auditEvent.findMany({
    where: { ...where, ...(before ? { id: { lt: before } } : {}) },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const accounts = await findAccounts(page.flatMap(({ userId, actorId }) => [userId, actorId]));
  const whatsapps = await findWhatsapps(
    page.map(({ whatsappUserId }) => whatsappUserId),
    owner,
  );
  return {
    events: page.map(({ userId, actorId, whatsappUserId, address, details, ...row }) => ({
      ...row,
      actor: accounts.get(actorId) ?? null,
      account: accounts.get(userId) ?? null,
      whatsapp: whatsapps.get(whatsappUserId) ?? null,
      address: owner && actorId && actorId !== owner.id ? null : address,
      details: details as Record<string, unknown>,
    })),
    nextBefore: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

type Id = string | null;

const known = (ids: Id[]) => ids.filter((id) => id !== null);

async function findAccounts(ids: Id[]): Promise<Map<Id, { name: string; email: string }>> {
  const rows = await db().user.findMany({
    where: { id: { in: known(ids) } },
    select: { id: true, name: true, email: true },
  });
  return new Map(rows.map(({ id, ...account }) => [id, account]));
}

async function findWhatsapps(
  ids: Id[],
  owner: Reader | null,
): Promise<Map<Id, NonNullable<AuditEntry["whatsapp"]>>> {
  const rows = await db().whatsappUser.findMany({
    where: { id: { in: known(ids) } },
    select: { id: true, whatsappName: true, whatsappPhone: true, userId: true },
  });
  return new Map(
    rows.map(({ id, whatsappName, whatsappPhone: phone, userId }) => [
      id,
      owner && userId !== owner.id
        ? { name: null, phone: phone && maskPhone(phone) }
        : { name: foreignName(whatsappName), phone },
    ]),
  );
}

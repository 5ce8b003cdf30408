import type { Prisma } from "#prisma/generated/client";
import { type Db, db } from "./db.ts";

/** What is recorded about who did what. */
export type AuditAction =
  | "signed_in"
  | "sign_in_refused"
  | "signed_out"
  | "sessions_ended"
  | "token_issued"
  | "confirmed"
  | "invited"
  | "linked"
  | "refused"
  | "cancelled"
  | "unlinked"
  | "staff_unlinked"
  | "suspended"
  | "moved"
  | "role_changed"
  | "denied"
  | "resent"
  | "message_cancelled"
  | "templates_refreshed"
  | "set_aside_dismissed"
  | "set_aside_replayed"
  | "consent_recorded"
  | "sent_to_unknown"
  | "set_up_repaired";

/** Whom an audited event is about and where it came from. */
export interface AuditSubject {
  /** The account that it is about. */
  userId?: string | undefined;
  /** The WhatsApp that it is about. */
  whatsappUserId?: string | undefined;
  /** The account that did it; none for what a chat, Meta or nobody that we know did. */
  actorId?: string | undefined;
  /** The network address that it was done from; none for what comes from a chat. */
  address?: string | undefined;
  details?: Record<string, string>;
}

const MAX_ADDRESS_LENGTH = 64;

/** Appends one line to the audit log: ids, codes and a network address only, no texts, tokens or numbers. */
export async function audit(action: AuditAction, subject: AuditSubject, tx: Db = db()): Promise<void> {
  const { address, details = {}, ...ids } = subject;
  const row: Prisma.AuditEventUncheckedCreateInput = { action, ...ids, details };
  if (address) row.address = address.slice(0, MAX_ADDRESS_LENGTH);
  await tx.auditEvent.create({ data: row, select: { id: true } });
}

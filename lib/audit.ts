import { type Db, db } from "./db.ts";

/** What is recorded about who did what. */
export type AuditAction =
  | "sign_in"
  | "sign_in_failed"
  | "token_issued"
  | "token_refused"
  | "linked"
  | "link_refused"
  | "unlinked"
  | "link_suspended"
  | "moved"
  | "message_queued"
  | "set_aside_dismissed";

/** Appends one line to the audit trail: ids and codes only, no texts, tokens or numbers. */
export async function audit(
  action: AuditAction,
  about: { userId?: string; whatsappUserId?: string; details?: Record<string, string> },
  tx: Db = db(),
): Promise<void> {
  await tx.auditEvent.create({
    data: {
      action,
      userId: about.userId,
      whatsappUserId: about.whatsappUserId,
      details: about.details ?? {},
    },
    select: { id: true },
  });
}

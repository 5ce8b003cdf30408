import { type AuditEntry, listAuditLog, listOwnAuditLog } from "#lib/audit/audit-log";
import type { Account } from "#lib/auth/accounts";
import { requireOneOf, STAFF_ROLES } from "#lib/auth/roles";
import { toTimestamp } from "#lib/time";
import type { AuditLogResponse } from "./audit-words.ts";

const OWN_EVENTS = 50;

/** A page of the audit log, as the API tells it: of one's own account, or of everybody's; throws 403 unless they're staff. */
export async function toAuditLogResponse(
  reader: Account,
  scope: "own" | "all" = "own",
  limit: number = OWN_EVENTS,
  before?: bigint,
): Promise<AuditLogResponse> {
  if (scope === "all") requireOneOf(reader, STAFF_ROLES);
  const { events, nextBefore } = await (scope === "own"
    ? listOwnAuditLog(reader, limit, before)
    : listAuditLog(reader, limit, before));
  return { events: events.map(toResponse), next_before: nextBefore === null ? null : String(nextBefore) };
}

function toResponse({ id, at, ...event }: AuditEntry): AuditLogResponse["events"][number] {
  return { id: String(id), at: toTimestamp(at), ...event };
}

import type { Db } from "../db.ts";
import type { StatusReport } from "../whatsapp/webhook/status.ts";
import { foldReports, type MessageChange, type StatusOutcome, type StoredMessage } from "./status-fold.ts";

/** The array made by a query leads to the messages by their key; of one that it can count, the planner may think too much. */
const UPDATE = `
  update outbound_messages m set
    wamid = coalesce(m.wamid, t.wamid),
    accepted_at = coalesce(m.accepted_at, t.accepted_at),
    sent_at = least(m.sent_at, t.sent_at),
    delivered_at = least(m.delivered_at, t.delivered_at),
    read_at = least(m.read_at, t.read_at),
    failed_at = least(m.failed_at, t.failed_at),
    doubled_at = case when t.attempt < m.attempts then coalesce(m.doubled_at, now()) else m.doubled_at end,
    failure_code = case when m.rank < t.rank then t.failure_code else m.failure_code end,
    failure_title = case when m.rank < t.rank then t.failure_title else m.failure_title end,
    failure_details = case when m.rank < t.rank then t.failure_details else m.failure_details end,
    status = case when m.rank < t.rank then t.status else m.status end,
    rank = greatest(m.rank, t.rank),
    due_at = null,
    sealed_secrets = null,
    updated_at = now()
  from json_to_recordset($1::json) as t(id uuid, wamid text, rank smallint, status text, accepted_at timestamptz,
    sent_at timestamptz, delivered_at timestamptz, read_at timestamptz, failed_at timestamptz, failure_code text,
    failure_title text, failure_details text, attempt smallint)
  where m.id = t.id and m.id = any(array(select id from json_to_recordset($1::json) as known (id uuid)))`;

/**
 * Applies status reports to the messages they are about, and tells for each whether it was applied. A message's state only
 * rises, so their order doesn't matter.
 */
export async function applyStatuses(tx: Db, reports: StatusReport[]): Promise<StatusOutcome[]> {
  if (reports.length === 0) return [];
  const ids = reports.flatMap(({ outboundId }) => outboundId ?? []);
  const wamids = reports.map(({ wamid }) => wamid);
  // Locked in the order of their ids, so that two workers cannot wait for each other.
  const rows = await tx.$queryRaw<StoredMessage[]>`
    select id, wamid, rank, status from outbound_messages
    where id = any(${ids}::uuid[]) or wamid = any(${wamids}::text[]) order by id for update`;
  const { outcomes, changes } = foldReports(rows, reports);
  if (changes.length > 0) await tx.$executeRawUnsafe(UPDATE, JSON.stringify(changes.map(toRow)));
  return outcomes;
}

function toRow({ failure, ...change }: MessageChange) {
  return {
    id: change.id,
    wamid: change.wamid,
    rank: change.rank,
    status: change.status,
    accepted_at: change.acceptedAt,
    sent_at: change.sentAt,
    delivered_at: change.deliveredAt,
    read_at: change.readAt,
    failed_at: change.failedAt,
    failure_code: failure?.code?.toString() ?? null,
    failure_title: failure?.title ?? null,
    failure_details: failure?.details ?? null,
    attempt: change.attempt,
  };
}

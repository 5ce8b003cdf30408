import type pg from "pg";
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
  from unnest($1::uuid[], $2::text[], $3::smallint[], $4::text[], $5::timestamptz[], $6::timestamptz[],
    $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[], $12::text[], $13::smallint[])
    as t(id, wamid, rank, status, accepted_at, sent_at, delivered_at, read_at, failed_at,
      failure_code, failure_title, failure_details, attempt)
  where m.id = t.id and m.id = any(array(select unnest($1::uuid[])))`;

/**
 * Applies status reports, in their order, to the messages that they are about: matched by our own id first, by Meta's
 * second. The shown state only rises and each time is the earliest that was told, so that their order does not matter;
 * the reports themselves stay in the record. One about an earlier attempt than the last marks its message as sent twice. Messages are locked in the order of their ids, so that two workers cannot
 * wait for each other. Tells for each report whether it was applied.
 */
export async function applyStatuses(
  client: pg.ClientBase,
  reports: StatusReport[],
): Promise<StatusOutcome[]> {
  if (reports.length === 0) return [];
  const { rows } = await client.query<StoredMessage>(
    `select id, wamid, rank, status from outbound_messages
     where id = any($1::uuid[]) or wamid = any($2::text[]) order by id for update`,
    [reports.flatMap(({ outboundId }) => outboundId ?? []), reports.map(({ wamid }) => wamid)],
  );
  const { outcomes, changes } = foldReports(rows, reports);
  const columns = <T>(pick: (change: MessageChange) => T): T[] => changes.map(pick);
  if (changes.length > 0) {
    await client.query(UPDATE, [
      columns(({ id }) => id),
      columns(({ wamid }) => wamid),
      columns(({ rank }) => rank),
      columns(({ status }) => status),
      columns(({ acceptedAt }) => acceptedAt),
      columns(({ sentAt }) => sentAt),
      columns(({ deliveredAt }) => deliveredAt),
      columns(({ readAt }) => readAt),
      columns(({ failedAt }) => failedAt),
      columns(({ failure }) => failure?.code?.toString() ?? null),
      columns(({ failure }) => failure?.title ?? null),
      columns(({ failure }) => failure?.details ?? null),
      columns(({ attempt }) => attempt),
    ]);
  }
  return outcomes;
}

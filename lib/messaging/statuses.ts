import type { Db } from "../db.ts";
import type { StatusReport } from "../whatsapp/status.ts";
import { RANK } from "./states.ts";

/**
 * Applies one status report to the message it is about: matched by our own id first, by Meta's second. The shown state
 * only rises and each time is the earliest that was told, so that their order does not matter; the report itself stays
 * in the record. False when we know no such message (yet).
 */
export async function applyStatus(tx: Db, report: StatusReport): Promise<boolean> {
  const { wamid, status, at, outboundId, error } = report;
  const rank = RANK[status];
  const failure = status === "failed" ? error : null;
  const updated = await tx.$executeRaw`
    update outbound_messages set
      wamid = coalesce(wamid, ${wamid}),
      accepted_at = coalesce(accepted_at, ${at}::timestamptz),
      sent_at = case when ${status} = 'sent' then least(sent_at, ${at}::timestamptz) else sent_at end,
      delivered_at = case when ${status} in ('delivered', 'read') then least(delivered_at, ${at}::timestamptz) else delivered_at end,
      read_at = case when ${status} = 'read' then least(read_at, ${at}::timestamptz) else read_at end,
      failed_at = case when ${status} = 'failed' then least(failed_at, ${at}::timestamptz) else failed_at end,
      failure_code = case when rank < ${rank} then ${failure ? String(failure.code) : null} else failure_code end,
      failure_title = case when rank < ${rank} then ${failure?.title ?? null} else failure_title end,
      failure_details = case when rank < ${rank} then ${failure?.details ?? null} else failure_details end,
      status = case when rank < ${rank} then ${status} else status end,
      rank = greatest(rank, ${rank}),
      due_at = null,
      sealed_secrets = null,
      updated_at = now()
    where id = coalesce(
      (select id from outbound_messages where id = ${outboundId}::uuid),
      (select id from outbound_messages where wamid = ${wamid}))`;
  return updated === 1;
}

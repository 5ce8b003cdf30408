import { pool } from "../db.ts";
import type { KeptFailure } from "./outcome-words.ts";
import { type MessageStatus, statusIn } from "./states.ts";

/** How far a message has got. */
export interface Progress extends KeptFailure {
  id: string;
  status: MessageStatus;
  wamid: string | null;
  /** Why the oldest message to the same person waits to be tried again, where this one is queued behind it. */
  heldUp: KeptFailure | null;
}

/** How far these messages have got, in any order. */
export async function findProgress(ids: string[]): Promise<Progress[]> {
  const { rows } = await pool().query<Progress>(
    `select m.id, m.status, m.wamid, ${failureOf("m")}, case when m.id <> oldest.id and ${statusIn(["queued"], "m")}
         and ${statusIn(["queued"], "oldest")} and oldest.due_at > now() and oldest.failure_code is not null
       then (select to_json(failure) from (select ${failureOf("oldest")}) as failure) end as "heldUp"
     from outbound_messages as m left join lateral (
       select * from outbound_messages where lane = m.lane and queue = m.queue and due_at is not null
       order by sequence limit 1
     ) as oldest on true
     where m.id = any($1::uuid[])`,
    [ids],
  );
  return rows;
}

/** The columns of `KeptFailure` in a table. */
function failureOf(table: string): string {
  return `${table}.failure_code as "failureCode", ${table}.failure_title as "failureTitle", ${table}.failure_details as "failureDetails"`;
}

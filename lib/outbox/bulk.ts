import type { Db } from "../db.ts";
import { markLanesDue } from "../lanes.ts";
import type { MessageContent } from "../whatsapp/client.ts";
import type { Recipient } from "./outbound.ts";

/** One of many messages, under an id that its sender has given it. */
interface BulkMessage {
  id: string;
  recipient: Recipient;
  content: MessageContent;
}

/** What holds for all of them: what they are for, who sends them, and until when they are worth sending. */
interface BulkBatch {
  purpose: string;
  sentByUserId: string | null;
  expiresAt: Date;
}

const QUEUE = `
  insert into outbound_messages (id, queue, lane, whatsapp_user_id, to_phone, to_bsuid, purpose, kind, text,
    template_name, template_language, template_components, sent_by_user_id, expires_at)
  select id, 'bulk', coalesce(person::text, bsuid, spelling_of_line(phone), 'nobody'), person, phone, bsuid, $2, kind, text,
    template, language, components, $3::uuid, $4::timestamptz
  from json_to_recordset($1::json) as message (position int, id uuid, person uuid, phone text, bsuid text, kind text,
    text text, template text, language text, components jsonb)
  order by position
  on conflict (id) do nothing
  returning lane`;

/**
 * Queues many messages, in their order, that give way to conversations; how many were queued: one whose id was queued before
 * is not queued again. Part of the transaction; workers are to be told with `hintWork("bulk")` once it is committed.
 */
export async function queueBulk(tx: Db, messages: BulkMessage[], batch: BulkBatch): Promise<number> {
  const rows = messages.map(toRow);
  const queued = await tx.$queryRawUnsafe<{ lane: string }[]>(
    QUEUE,
    JSON.stringify(rows),
    batch.purpose,
    batch.sentByUserId,
    batch.expiresAt,
  );
  const lanes = queued.map(({ lane }) => lane);
  await keepCount(tx, lanes);
  await markLanesDue(tx, "bulk", lanes);
  return queued.length;
}

/** What goes to a person is counted in their lane of the outbox, which they may not have yet. */
async function keepCount(tx: Db, lanes: string[]): Promise<void> {
  await tx.$executeRaw`
    insert into lanes (queue, key) select 'outbox', key from unnest(${lanes}::text[]) as key group by key order by key
    on conflict (queue, key) do nothing`;
}

function toRow({ id, recipient, content }: BulkMessage, position: number) {
  const { phone, bsuid } = recipient.person ?? recipient.address;
  const to = { id, position, person: recipient.person?.id ?? null, phone, bsuid, kind: content.kind };
  if (content.kind === "text") return { ...to, text: content.text };
  const { name, language, components } = content.template;
  return { ...to, template: name, language, components };
}

import type pg from "pg";
import { wakeLanes } from "../lanes.ts";
import { replyRow } from "../outbox/outbound.ts";
import type { Reply } from "../outbox/reply.ts";
import type { Person } from "../people/identities.ts";
import type { IncomingMessage } from "../whatsapp/webhook/message.ts";
import type { PendingMessage } from "./inbox.ts";

/** A message, who wrote it, and what they are answered. */
export interface AnsweredMessage {
  event: PendingMessage;
  message: IncomingMessage;
  sender: Person;
  reply: Reply | null;
}

/** Ends the messages' time as jobs, records them and queues their answers: all of it, or, by throwing, none. */
export async function commitAnswers(
  client: pg.ClientBase,
  answered: AnsweredMessage[],
  now: Date,
): Promise<void> {
  const ids = answered.map(({ event }) => event.id);
  const finished = await client.query(
    "update webhook_events set state = 'done', processed_at = now() where id = any($1) and state = 'pending'",
    [ids],
  );
  if (finished.rowCount !== answered.length) throw new Error("A message was worked on by another worker.");
  const recorded = answered.map(({ event, message: { wamid, type, text, sentAt }, sender }) => ({
    wamid,
    person: sender.id,
    type: type.slice(0, 32),
    text,
    sent: sentAt,
    received: event.receivedAt,
  }));
  await client.query(
    `insert into inbound_messages (wamid, whatsapp_user_id, type, text, sent_at, received_at)
     select wamid, person, type, text, sent, received from json_to_recordset($1)
       as message (wamid text, person uuid, type text, text text, sent timestamptz, received timestamptz)
     on conflict (wamid) do nothing`,
    [JSON.stringify(recorded)],
  );
  await queueReplies(client, answered, now);
}

async function queueReplies(client: pg.ClientBase, answered: AnsweredMessage[], now: Date): Promise<void> {
  const rows = answered.flatMap(({ message, sender, reply }, position) =>
    reply
      ? {
          ...replyRow(reply, now),
          position,
          purpose: reply.purpose,
          source: message.wamid,
          ...toRecipient(sender),
        }
      : [],
  );
  if (rows.length === 0) return;
  await client.query(
    `insert into outbound_messages
       (lane, whatsapp_user_id, to_phone, to_bsuid, purpose, source_wamid, kind, text, sealed_secrets, expires_at)
     select lane, lane::uuid, phone, bsuid, purpose, source, kind, text, "sealedSecrets", "expiresAt"
     from json_to_recordset($1) as reply (lane text, phone text, bsuid text, purpose text, source text, kind text,
       text text, "sealedSecrets" text, "expiresAt" timestamptz, position bigint)
     order by position
     on conflict (source_wamid, purpose) do nothing`,
    [JSON.stringify(rows)],
  );
  await wakeLanes(client, "outbox", [...new Set(rows.map(({ lane }) => lane))]);
}

function toRecipient({ id, phone, bsuid }: Person) {
  return { lane: id, phone, bsuid };
}

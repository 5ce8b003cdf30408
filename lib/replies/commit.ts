import { Prisma } from "#prisma/generated/client";
import type { Db } from "../db.ts";
import type { LeasedLane } from "../lanes.ts";
import { replyRow } from "../outbox/outbound.ts";
import { becomesEvent, stateIn } from "../webhook-events.ts";
import type { DecidedMessage } from "./decisions.ts";
import { deferReplies } from "./deferred-replies.ts";

const PENDING = Prisma.raw(stateIn(["pending"]));
const DONE = Prisma.raw(becomesEvent("done"));

/**
 * Ends the messages' time as jobs, records them, queues their replies and gives lanes back that are done with, in one statement:
 * all of it or, by throwing, none. Workers are to be told of the replies once it is committed.
 */
export async function commitMessages(
  tx: Db,
  decided: DecidedMessage[],
  done: LeasedLane[],
  now: Date,
): Promise<void> {
  if (decided.length === 0 && done.length === 0) return;
  const keys = done.map(({ key }) => key);
  const ids = decided.map(({ event }) => event.id);
  const [result] = await tx.$queryRaw<{ finished: number }[]>`
    with finished as (
      update webhook_events set ${DONE}, processed_at = now()
      where id = any(${ids}::bigint[]) and ${PENDING} returning id
    ), recorded as (
      insert into inbound_messages (wamid, whatsapp_user_id, type, text, sent_at, received_at)
      select wamid, person, type, text, sent, received from json_to_recordset(${toInbound(decided)}::json)
        as message (wamid text, person uuid, type text, text text, sent timestamptz, received timestamptz)
      on conflict (wamid) do nothing
    ), replied as (
      insert into outbound_messages
        (lane, whatsapp_user_id, to_phone, to_bsuid, purpose, source_wamid, kind, text, sealed_secrets, expires_at)
      select lane, lane::uuid, phone, bsuid, purpose, source, kind, text, "sealedSecrets", "expiresAt"
      from json_to_recordset(${toOutbound(decided, now)}::json) as reply (lane text, phone text, bsuid text, purpose text,
        source text, kind text, text text, "sealedSecrets" text, "expiresAt" timestamptz, position bigint)
      order by position on conflict (source_wamid, purpose) do nothing returning lane
    ), woken as (
      insert into lanes (queue, key, due_at) select 'outbox', lane, now() from replied group by lane order by lane
      on conflict (queue, key) do update set due_at = least(lanes.due_at, excluded.due_at)
    ), next as materialized (
      select key, (select min(due_at) from webhook_events
        where lane = lanes.key and ${PENDING} and id <> all(${ids}::bigint[])) as due_at
      from lanes where queue = 'inbox' and key = any(${keys}::text[]) and holder = ${done[0]?.holder ?? null}
      order by key for no key update
    ), released as (
      update lanes set lease_until = null, holder = null, is_suspect = false, due_at = least(lanes.due_at, next.due_at)
      from next where lanes.queue = 'inbox' and lanes.key = next.key and lanes.key = any(${keys}::text[])
    )
    select count(*)::int as finished from finished`;
  if (result?.finished !== decided.length) throw new Error("A message was worked on by another worker.");
  await deferReplies(tx, decided);
}

function toInbound(decided: DecidedMessage[]): string {
  const rows = decided.flatMap(({ event, message: { wamid, type, text, sentAt: sent }, sender }) =>
    sender
      ? [{ wamid, person: sender.id, type: type.slice(0, 32), text, sent, received: event.receivedAt }]
      : [],
  );
  return JSON.stringify(rows);
}

function toOutbound(decided: DecidedMessage[], now: Date): string {
  const rows = decided.flatMap(({ message, sender, reply }, position) => {
    if (!sender || !reply) return [];
    const { id: lane, phone, bsuid } = sender;
    const { purpose } = reply;
    return [{ ...replyRow(reply, now), position, purpose, source: message.wamid, lane, phone, bsuid }];
  });
  return JSON.stringify(rows);
}

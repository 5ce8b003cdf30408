import { Prisma } from "#prisma/generated/client";
import type { Db } from "../db.ts";
import { LaneLostError, LEASE_SECONDS, type LeasedLane } from "../lanes.ts";
import { burstSeconds, SECONDS_PER_PERSON } from "../outbox/sending/outbox-lanes.ts";
import { oneOf } from "../outbox/states.ts";
import { becomesEvent, stateIn } from "../webhook-events.ts";
import type { DecidedMessage } from "./decisions.ts";
import { deferReplies } from "./deferred-replies.ts";
import { type HandedOver, toHandedOver, toOutbound, toOutgoing } from "./outgoing-replies.ts";

const PENDING = Prisma.raw(stateIn(["pending"]));
const DONE = Prisma.raw(becomesEvent("done"));
const STATUS_AND_RANK = Prisma.raw(oneOf("is_held", "sending", "queued"));

/** How messages are committed. */
interface CommitOptions {
  /** The lanes that are given back with them: all of one holder's. */
  done: LeasedLane[];
  /** Who sends replies right away, and how many at most. */
  sending: { holder: string; most: number } | null;
}

interface Committed {
  finished: number;
  released: number;
  id: string | null;
  wamid: string;
  attemptedAt: Date;
}

/**
 * Whether a lane is free for what has just come: nothing else waits in it, nobody holds it, and the person may get a message
 * now. It is the row's own state under its lock, so whatever else is queued for the person comes before or after. Times are
 * the statement's, as its transaction may have waited long before.
 */
const IS_FREE = `excluded.holder is not null and lane.lease_until is null and lane.due_at is null
  and coalesce(lane.paced_until <= statement_timestamp() + make_interval(secs => `;

/**
 * Ends the messages' time as jobs, records them, queues their replies and gives lanes back that are done with, in one statement:
 * all of it or, by throwing, none. Replies that can be sent at once are committed as being sent, and told; workers are to be told of
 * the others once it is committed.
 */
export async function commitMessages(
  tx: Db,
  decided: DecidedMessage[],
  { done, sending }: CommitOptions,
  now: Date,
): Promise<HandedOver[]> {
  if (decided.length === 0 && done.length === 0) return [];
  const keys = done.map(({ key }) => key);
  const ids = decided.map(({ event }) => event.id);
  const outgoing = toOutgoing(decided, sending?.most ?? 0, now);
  const isFree = Prisma.sql`${Prisma.raw(IS_FREE)}${burstSeconds()}), true)`;
  const rows = await tx.$queryRaw<Committed[]>`
    with finished as (
      update webhook_events set ${DONE}, processed_at = now()
      where id = any(${ids}::bigint[]) and ${PENDING} returning id
    ), recorded as (
      insert into inbound_messages (wamid, whatsapp_user_id, type, text, sent_at, received_at)
      select wamid, person, type, text, sent, received from json_to_recordset(${toInbound(decided)}::json)
        as message (wamid text, person uuid, type text, text text, sent timestamptz, received timestamptz)
      on conflict (wamid) do nothing
    ), reply as materialized (
      select * from json_to_recordset(${toOutbound(outgoing)}::json) as reply (lane text, phone text, bsuid text, purpose text,
        source text, kind text, text text, buttons jsonb, "sealedSecrets" text, "expiresAt" timestamptz, "isOffered" boolean, position bigint)
      where not exists (select from outbound_messages as known where known.source_wamid = reply.source and known.purpose = reply.purpose)
    ), woken as (
      insert into lanes as lane (queue, key, due_at, holder, lease_until, paced_until)
      select 'outbox', lane, due_at, holder, lease_until, paced_until
      from (select lane, bool_or("isOffered") as is_offered from reply group by lane) as wanted
      cross join lateral (select case when not is_offered then statement_timestamp() end as due_at,
        case when is_offered then ${sending?.holder ?? null} end as holder,
        case when is_offered then statement_timestamp() + make_interval(secs => ${LEASE_SECONDS.outbox}) end as lease_until,
        case when is_offered then statement_timestamp() + make_interval(secs => ${SECONDS_PER_PERSON}) end as paced_until) as told
      order by lane
      on conflict (queue, key) do update set
        due_at = case when ${isFree} then null else least(lane.due_at, statement_timestamp()) end,
        holder = case when ${isFree} then excluded.holder else lane.holder end,
        lease_until = case when ${isFree} then excluded.lease_until else lane.lease_until end,
        paced_until = case when ${isFree} then greatest(lane.paced_until, statement_timestamp()) + make_interval(secs => ${SECONDS_PER_PERSON})
          else lane.paced_until end
      returning key, holder is not distinct from ${sending?.holder ?? ""} as is_held
    ), replied as (
      insert into outbound_messages (lane, whatsapp_user_id, to_phone, to_bsuid, purpose, source_wamid, kind, text, buttons,
        sealed_secrets, expires_at, status, rank, attempts, attempted_at)
      select lane, lane::uuid, phone, bsuid, purpose, source, kind, text, buttons, "sealedSecrets", "expiresAt",
        ${STATUS_AND_RANK}, case when is_held then 1 else 0 end, case when is_held then statement_timestamp() end
      from (select reply.*, woken.is_held and "isOffered" as is_held from reply join woken on woken.key = reply.lane) as row
      order by position on conflict (source_wamid, purpose) do nothing
      returning id, source_wamid, attempted_at
    ), next as materialized (
      select key, (select min(due_at) from webhook_events
        where lane = lanes.key and ${PENDING} and id <> all(${ids}::bigint[])) as due_at
      from lanes where queue = 'inbox' and key = any(${keys}::text[]) and holder = ${done[0]?.holder ?? null}
      order by key for no key update
    ), released as (
      update lanes set lease_until = null, holder = null, is_suspect = false, due_at = least(lanes.due_at, next.due_at)
      from next where lanes.queue = 'inbox' and lanes.key = next.key and lanes.key = any(${keys}::text[]) returning lanes.key
    )
    select finished, released, id, source_wamid as wamid, attempted_at as "attemptedAt"
    from (select (select count(*)::int from finished) as finished, (select count(*)::int from released) as released) as counts
      left join replied on attempted_at is not null`;
  const [first] = rows;
  if (first?.released !== done.length) throw new LaneLostError("A lane was lost to another worker.");
  if (first.finished !== decided.length) throw new Error("A message was worked on by another worker.");
  await deferReplies(tx, decided);
  return rows.flatMap((row) => toHandedOver(row, outgoing, sending?.holder ?? "", now));
}

function toInbound(decided: DecidedMessage[]): string {
  const rows = decided.flatMap(({ event, message: { wamid, type, text, sentAt: sent }, sender }) =>
    sender
      ? [{ wamid, person: sender.id, type: type.slice(0, 32), text, sent, received: event.receivedAt }]
      : [],
  );
  return JSON.stringify(rows);
}

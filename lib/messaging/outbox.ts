import { pool } from "../db.ts";
import { env } from "../env.ts";
import { LEASE_SECONDS, type LeasedLane } from "../lanes.ts";
import { unseal } from "../sealing.ts";
import type { MessageContent } from "../whatsapp/client.ts";
import { callbackDataFor } from "../whatsapp/status.ts";
import { OPTED_OUT } from "./consent.ts";
import { fillIn } from "./reply.ts";
import { windowState } from "./window.ts";

/** A message that is this worker's to send, marked `sending` in the database before the request is made. */
export interface OutgoingMessage {
  id: string;
  /** Requests that Meta may have carried out, this one included. */
  attempts: number;
  /** How often Meta answered that it would not take this message just now. */
  refusals: number;
  personId: string | null;
  phone: string | null;
  bsuid: string | null;
  purpose: string;
  kind: "text" | "template";
  text: string | null;
  sealedSecrets: string | null;
  templateName: string | null;
  templateLanguage: string | null;
  templateComponents: unknown[] | null;
  isExpired: boolean;
  /** Whether it is marketing for a person who wants none. */
  isUnwanted: boolean;
  lastInboundAt: Date | null;
  now: Date;
}

/** Seconds after which an interrupted reply, which no status has settled, is sent once more. */
const SETTLE_SECONDS = 10;

/** Replies may be repeated once after an interrupted send; what staff send may not, since nobody could tell. */
const MAX_REPLY_ATTEMPTS = 2;

/** Marks what a dead worker left in the middle of sending as `unknown`, and plans the one repeat that a reply may have. */
export async function settleInterrupted(lane: string): Promise<void> {
  await pool().query(
    `update outbound_messages set status = 'unknown', updated_at = now(), due_at = case
       when purpose <> 'staff' and attempts < $2 then now() + make_interval(secs => $3) end
     where lane = $1 and status = 'sending'`,
    [lane, MAX_REPLY_ATTEMPTS, SETTLE_SECONDS],
  );
}

/** Seconds that each message to one person uses up of what Meta lets us send to that person. */
export const SECONDS_PER_PERSON = 6;

/** How far ahead of an even pace one person's messages may be, in seconds. */
function burstSeconds(): number {
  return (env().WHATSAPP_BURST_PER_PERSON - 1) * SECONDS_PER_PERSON;
}

/** What a lane holds: when its oldest open message may be sent, for which later ones wait to keep the order. */
export interface LaneContents {
  dueAt: Date | null;
  isDue: boolean;
  /** Whether it was sent before, and Meta may have taken it. */
  isRepeat: boolean;
  /** Whether a dead worker left a message in the middle of sending. */
  isInterrupted: boolean;
}

/** Looks what a lane holds. */
export async function lookIntoLane(lane: string): Promise<LaneContents> {
  const { rows } = await pool().query<LaneContents>(
    `with oldest as (
       select greatest(due_at, (select paced_until - make_interval(secs => $2) from lanes
         where queue = 'outbox' and key = $1)) as due_at, status
       from outbound_messages
       where lane = $1 and status in ('queued', 'unknown') and due_at is not null order by sequence limit 1
     )
     select (select due_at from oldest) as "dueAt", exists (select 1 from oldest where due_at <= now()) as "isDue",
       exists (select 1 from oldest where status = 'unknown') as "isRepeat",
       exists (select 1 from outbound_messages where lane = $1 and status = 'sending') as "isInterrupted"`,
    [lane, burstSeconds()],
  );
  return rows[0] ?? { dueAt: null, isDue: false, isRepeat: false, isInterrupted: false };
}

/**
 * Takes the oldest open message of a lane and commits that it is being sent, if it is due, the person has not had too
 * many messages just now, and the lane is still ours, whose lease it renews; null otherwise.
 */
export async function takeNextToSend({ key, holder }: LeasedLane): Promise<OutgoingMessage | null> {
  const { rows } = await pool().query<OutgoingMessage>(
    `with oldest as (
       select id, due_at from outbound_messages
       where lane = $1 and status in ('queued', 'unknown') and due_at is not null order by sequence limit 1
     ), paced as (
       update lanes set lease_until = now() + make_interval(secs => $3),
         paced_until = greatest(paced_until, now()) + make_interval(secs => $4)
       where queue = 'outbox' and key = $1 and holder = $2
         and (paced_until is null or paced_until <= now() + make_interval(secs => $5))
         and exists (select 1 from oldest where due_at <= now())
       returning 1
     )
     update outbound_messages as m
     set status = 'sending', rank = 1, attempts = attempts + 1, attempted_at = now(), updated_at = now()
     from oldest, paced
     where m.id = oldest.id and m.due_at <= now() and m.status in ('queued', 'unknown')
     returning m.id, m.whatsapp_user_id as "personId", attempts, refusals, purpose, kind, text, sealed_secrets as "sealedSecrets",
       template_name as "templateName", template_language as "templateLanguage",
       template_components as "templateComponents", coalesce(expires_at < now(), false) as "isExpired", now() as now,
       case when m.whatsapp_user_id is null then to_phone
         else (select whatsapp_phone from whatsapp_users where id = m.whatsapp_user_id) end as phone,
       case when m.whatsapp_user_id is null then to_bsuid
         else (select bsuid from whatsapp_users where id = m.whatsapp_user_id) end as bsuid,
       (select last_inbound_at from whatsapp_users where id = m.whatsapp_user_id) as "lastInboundAt",
       kind = 'template' and exists (select 1 from message_templates t
           where t.name = template_name and t.language = template_language and upper(t.category) = 'MARKETING')
         and exists (select 1 from whatsapp_users u
           where u.id = m.whatsapp_user_id and coalesce(u.opted_out_at, u.marketing_stopped_at) is not null) as "isUnwanted"`,
    [key, holder, LEASE_SECONDS, SECONDS_PER_PERSON, burstSeconds()],
  );
  return rows[0] ?? null;
}

/** Why a message must not be sent any more, judged at the moment of sending; null when it may. */
export function findObstacle(message: OutgoingMessage): { code: string; title: string } | null {
  if (message.isExpired)
    return { code: "expired", title: "It could not be sent in time, so it was not sent at all." };
  if (!message.phone && !message.bsuid)
    return { code: "no_address", title: "This person has no number any more." };
  if (message.isUnwanted) return { code: "opted_out", title: OPTED_OUT };
  if (message.kind === "text" && windowState(message.lastInboundAt, message.now) === "closed") {
    return { code: "window_closed", title: WINDOW_CLOSED };
  }
  if (!readContent(message)) return { code: "unreadable", title: "Its contents can no longer be read." };
  return null;
}

/** The refusal of free text outside of the 24-hour window, in plain words. */
export const WINDOW_CLOSED =
  "More than 24 hours have passed since this person last wrote to us, so WhatsApp only takes a template.";

/** What the message says, secrets filled in; null when they cannot be unsealed. */
export function readContent(message: OutgoingMessage): MessageContent | null {
  const { kind, text, sealedSecrets, templateName, templateLanguage, templateComponents } = message;
  if (kind === "template") {
    if (!templateName || !templateLanguage) return null;
    return {
      kind,
      template: { name: templateName, language: templateLanguage, components: templateComponents },
    };
  }
  if (!sealedSecrets) return text ? { kind, text } : null;
  const secrets = unseal(sealedSecrets);
  return secrets && text ? { kind, text: fillIn(text, JSON.parse(secrets) as Record<string, string>) } : null;
}

/** What travels with the message, to be told by its statuses which row and which attempt they are about. */
export function callbackData({ id, attempts }: OutgoingMessage): string {
  return callbackDataFor(id, attempts);
}

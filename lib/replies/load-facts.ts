import type { Facts } from "../bot/facts.ts";
import type { Db } from "../db.ts";

type Row = { id: string; messages: number; saidAt: Record<string, string> | null; isAsked: boolean };

/** What the bot may know of people's conversations, by their ids, in one query. Messages that are not recorded yet are left out. */
export async function loadFacts(tx: Db, personIds: string[], now: Date): Promise<Map<string, Facts>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<Row[]>`
    select person.id,
      (select count(*)::int from inbound_messages as inbound
        where inbound.whatsapp_user_id = person.id and received_at > at.now - interval '1 minute') as messages,
      (select json_object_agg(purpose, said_at) from (
        select purpose, max(created_at) as said_at from outbound_messages as outbound
        where outbound.whatsapp_user_id = person.id
          and created_at > least(at.now - interval '1 day', person.suspended_at)
        group by purpose) as said) as "saidAt",
      exists (select from invitations
        where invitations.whatsapp_user_id = person.id and ended_at is null and expires_at > at.now) as "isAsked"
    from whatsapp_users as person, (select ${now.toISOString()}::timestamptz as now) as at
    where person.id = any(${personIds}::uuid[])`;
  return new Map(
    rows.map(({ id, messages, saidAt, isAsked }) => [
      id,
      {
        messagesInLastMinute: messages,
        lastSaidAt: new Map(Object.entries(saidAt ?? {}).map(([purpose, at]) => [purpose, new Date(at)])),
        isAsked,
      },
    ]),
  );
}

import { Prisma } from "#prisma/generated/client";
import type { Db } from "../db.ts";
import type { Recipient } from "./outbound.ts";

/** How somebody stands to us, judged over all whom we know at their number, under every spelling. */
export interface Standing {
  lastInboundAt: Date | null;
  /** Whether they sent STOP, or stopped marketing in WhatsApp. */
  hasRefused: boolean;
  /** Whether they agreed to get marketing, and no refusal has ended that. */
  hasAgreed: boolean;
  /** Whether they ever wrote to us, or are linked. */
  isKnown: boolean;
}

/**
 * The standing of whom a message `m` is for, as the rows `u` of its person, if it has one, and those of their line tell;
 * for a number that nobody has written from, also those of the numbers that WhatsApp named for it.
 */
export const STANDING = `(
  select max(w.last_inbound_at) as last_inbound_at,
    coalesce(bool_or(coalesce(w.opted_out_at, w.marketing_stopped_at) is not null), false) as has_refused,
    coalesce(bool_or(w.marketing_agreed_at is not null), false) as has_agreed,
    coalesce(bool_or(w.last_inbound_at is not null or w.is_linked), false) as is_known
  from whatsapp_users w
  where w.id = u.id
    or (w.line = coalesce(u.line, case when u.id is null then spelling_of_line(m.to_phone) end)
      and (w.bsuid is null or u.bsuid is null or w.bsuid = u.bsuid))
    or w.line = any(told_lines(coalesce(u.line, case when u.id is null then spelling_of_line(m.to_phone) end)))
    or (u.id is null and w.bsuid = m.to_bsuid))`;

/** How the recipient of a message stands to us now. */
export async function findStanding(tx: Db, recipient: Recipient): Promise<Standing> {
  const id = recipient.person?.id ?? null;
  const { phone, bsuid } = recipient.person ?? recipient.address;
  const [standing] = await tx.$queryRaw<Standing[]>`
    select standing.last_inbound_at as "lastInboundAt", has_refused as "hasRefused", has_agreed as "hasAgreed",
      is_known as "isKnown"
    from (select ${id}::uuid as id, ${phone}::text as to_phone, ${bsuid}::text as to_bsuid) as m
      left join whatsapp_users u on u.id = m.id cross join lateral ${Prisma.raw(STANDING)} as standing`;
  if (!standing) throw new Error("Nobody's standing was found.");
  return standing;
}

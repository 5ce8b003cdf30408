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
 * How the recipient of a message stands to us now: as the rows of their line tell, and for a number that nobody has written
 * from also those of the numbers that WhatsApp named for it.
 */
export async function findStanding(tx: Db, recipient: Recipient): Promise<Standing> {
  const id = recipient.person?.id ?? null;
  const { phone, bsuid } = recipient.person ?? recipient.address;
  const [standing] = await tx.$queryRaw<Standing[]>`
    select last_inbound_at as "lastInboundAt", has_refused as "hasRefused", has_agreed as "hasAgreed", is_known as "isKnown"
    from standing_of(${id}::uuid, ${phone}::text, ${bsuid}::text)`;
  if (!standing) throw new Error("Nobody's standing was found.");
  return standing;
}

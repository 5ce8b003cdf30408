import type { Db } from "../db.ts";
import { countInbound } from "../inbox/inbound.ts";
import { hasHeard } from "../outbox/outbound.ts";
import type { Person } from "../people/identities.ts";

/** What was said between a person and the bot lately, so that it does not say a thing twice or talk to a machine for ever. */
export interface History {
  /** How many messages the person has sent since then, the present one included. */
  countInbound(since: Date): Promise<number>;
  /** Whether the person was told something for this purpose since then. */
  hasHeard(purpose: string, since: Date): Promise<boolean>;
}

/** A person's history, asked of the database at each question. */
export function historyOf(tx: Db, person: Person): History {
  return {
    countInbound: (since) => countInbound(tx, person, since),
    hasHeard: (purpose, since) => hasHeard(tx, person, purpose, since),
  };
}

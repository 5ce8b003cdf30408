import { clockLead } from "../clock.ts";
import { pool } from "../db.ts";
import { env } from "../env.ts";
import { findOpenBreaker, type OpenBreaker } from "../outbox/sending/circuit-breaker.ts";
import { statusIn } from "../outbox/states.ts";
import { stateIn } from "../webhook-events.ts";

/** The list of templates is asked for every 15 minutes; so old it is when that has failed several times. */
export const TEMPLATES_OLD_SECONDS = 3600;

/** What the database tells of how we are at little cost, however much there is in it; ages in seconds. */
export interface Signs {
  heartbeat: number | null;
  unreadable: number;
  failed: number;
  doubled: number;
  templatesAge: number | null;
  templatesUnread: number | null;
  clockLead: number;
  openBreaker: OpenBreaker | null;
}

/** What it also tells of all that waits. */
export interface Figures extends Signs {
  depth: number;
  oldest: number | null;
}

const SIGNS = `
  select (select extract(epoch from now() - max(beat_at))::float from worker_heartbeats) as heartbeat,
    (select count(*)::int from webhook_events where ${stateIn(["quarantined"])}) as unreadable,
    (select count(*)::int from webhook_events where ${stateIn(["dead"])}) as failed,
    (select count(*)::int from outbound_messages where doubled_at is not null) as doubled,
    (select extract(epoch from now() - refreshed_at)::float from template_lists
      where business_account_id = $1) as "templatesAge",
    (select unread from template_lists where business_account_id = $1) as "templatesUnread"`;

const WAITING = `
  with waiting as (
    select received_at as since from webhook_events where ${stateIn(["pending"])} and lane is not null
    union all select received_at from webhook_events where ${stateIn(["pending"])} and lane is null
    union all select created_at from outbound_messages where ${statusIn(["queued", "sending"])} and due_at is not null
    union all select asked_at from deferred_replies
  )
  select count(*)::int as depth, extract(epoch from now() - min(since))::float as oldest from waiting`;

/** Asks the database how we are, but for what waits. */
export async function readSigns(): Promise<Signs> {
  const [{ rows }, openBreaker, lead] = await Promise.all([
    pool().query<Omit<Signs, "openBreaker" | "clockLead">>(SIGNS, [env().WHATSAPP_BUSINESS_ACCOUNT_ID]),
    findOpenBreaker(),
    clockLead(),
  ]);
  if (!rows[0]) throw new Error("The database told nothing.");
  return { ...rows[0], openBreaker, clockLead: lead };
}

/** Asks the database how we are; null while it cannot be asked. */
export async function readFigures(): Promise<Figures | null> {
  try {
    const [signs, { rows }] = await Promise.all([
      readSigns(),
      pool().query<Pick<Figures, "depth" | "oldest">>(WAITING),
    ]);
    return rows[0] ? { ...signs, ...rows[0] } : null;
  } catch {
    return null;
  }
}

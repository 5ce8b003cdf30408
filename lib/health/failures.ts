import { pool } from "../db.ts";
import { explainFailure } from "../outbox/outcome-words.ts";
import { statusIn } from "../outbox/states.ts";
import type { GraphErrorRule } from "../whatsapp/error-table.ts";
import { ruleFor } from "../whatsapp/errors.ts";

/** Why messages failed, and how many of the last 24 hours and 7 days did so for that reason. */
export interface FailureCause {
  /** Meta's code, or our own word. */
  code: string;
  says: string;
  /** Who must act so that it doesn't happen again; null where that depends. */
  actor: GraphErrorRule["actor"] | null;
  day: number;
  week: number;
}

/** How many of the newest failures are looked at. */
const MOST_COUNTED = 20_000;

const MOST_CAUSES = 30;

/** Of Meta's errors the code is the cause; of our own reasons the words are. */
const CAUSES = `
  with failed as materialized (
    select failure_code, failure_title, failed_at, ${statusIn(["failed"])} as is_failed from outbound_messages
    where failed_at > now() - interval '7 days' order by failed_at desc limit ${MOST_COUNTED}
  )
  select failure_code as code, case when failure_code !~ '^\\d' then failure_title end as title,
    count(*) filter (where failed_at > now() - interval '1 day')::int as day, count(*)::int as week
  from failed where is_failed group by 1, 2 order by day desc, week desc limit ${MOST_CAUSES}`;

/** What messages of the last 7 days failed with, the most frequent of the last day first. */
export async function listFailureCauses(): Promise<FailureCause[]> {
  const { rows } = await pool().query<{
    code: string | null;
    title: string | null;
    day: number;
    week: number;
  }>(CAUSES);
  return rows.map(({ code, title, day, week }) => ({
    code: code ?? "none",
    says:
      explainFailure({ failureCode: code, failureTitle: title, failureDetails: null }) ??
      "WhatsApp didn’t say why.",
    actor: code && /^\d/.test(code) ? ruleFor(code).actor : null,
    day,
    week,
  }));
}

import { coalesce } from "../../coalesce.ts";
import { pool } from "../../db.ts";
import { env } from "../../env.ts";
import type { SendingQueue } from "../../lanes.ts";
import { tellBreakerOpened } from "../outcome-news.ts";

/**
 * Why nothing is sent just now: Meta takes nothing from anybody, no longer takes our access token, has locked our account,
 * or something else of our set-up is broken.
 */
type OpenReason = "outage" | "token" | "account" | "setup";

/** That the circuit breaker is open, so that nothing is sent, and since when. */
export interface OpenBreaker {
  reason: OpenReason;
  /** What of our set-up is broken, as a key of Meta's errors. */
  errorKey: string | null;
  since: Date;
}

/** How many tries in a row must fail by Meta's fault before the circuit breaker opens. */
export const FAILURES_TO_OPEN = 10;

/** While the circuit breaker is open, one message is tried so often. */
const TRIAL_SECONDS: Record<OpenReason, number> = { outage: 5, token: 10, account: 60, setup: 10 };

/** How many answers share a statement that closes the circuit breaker. */
const ANSWERS_AT_ONCE = 1000;

/** What this process last heard; the truth is in the database, and each token that is taken brings it along. */
let heard = { isOpen: true, failures: 1 };

/** Keeps in mind what the database said of the circuit breaker, so that it need not be asked before each message. */
export function hear(state: { isOpen: boolean; failures: number }): void {
  heard = state;
}

/** Whether this process last heard that nothing is sent. */
export function isHeardOpen(): boolean {
  return heard.isOpen;
}

/** Hears of the circuit breaker, and tells who waits where it has just opened. */
function hearOrTell(state: { isOpen: boolean; failures: number }): void {
  if (state.isOpen && !heard.isOpen) tellBreakerOpened();
  hear(state);
}

/** Whether messages of a queue may be sent; "half-open" lets one caller at a time try a single one. */
export async function askBreaker(queue: SendingQueue): Promise<"closed" | "half-open" | "open"> {
  if (!heard.isOpen) return "closed";
  const number = env().WHATSAPP_PHONE_NUMBER_ID;
  const open = await findOpenBreaker();
  hear({ isOpen: open !== null, failures: 1 });
  if (!open) return "closed";
  const { rowCount } = await pool().query(
    `update sending_numbers set next_probe_at = clock_timestamp() + make_interval(secs => $2)
     where phone_number_id = $1 and shut_reason is not null and next_probe_at <= clock_timestamp() and exists (
       select 1 from lanes where queue = $3 and due_at <= now() and lease_until is null)`,
    [number, TRIAL_SECONDS[open.reason], queue],
  );
  return rowCount === 1 ? "half-open" : "open";
}

/** Gives a trial back that was not used, as nothing was left to be sent. */
export async function returnTrial(): Promise<void> {
  await pool().query(
    `update sending_numbers set next_probe_at = clock_timestamp()
     where phone_number_id = $1 and shut_reason is not null`,
    [env().WHATSAPP_PHONE_NUMBER_ID],
  );
}

/** Whether the circuit breaker is open, for all workers; null while it is closed. */
export async function findOpenBreaker(): Promise<OpenBreaker | null> {
  const { rows } = await pool().query<{ reason: string; since: Date }>(
    `select shut_reason as reason, shut_since as since from sending_numbers
     where phone_number_id = $1 and shut_reason is not null`,
    [env().WHATSAPP_PHONE_NUMBER_ID],
  );
  return rows[0] ? readBreaker(rows[0]) : null;
}

/** An open circuit breaker as it is kept. */
export function readBreaker({ reason: kept, since }: { reason: string; since: Date }): OpenBreaker {
  const [reason, errorKey = null] = kept.split(":");
  return { reason: reason as OpenReason, errorKey, since };
}

/** Notes that Meta answered, and took our token: the circuit breaker closes. Costs nothing while it is closed anyway. */
export async function noteAnswer(): Promise<void> {
  if (heard.isOpen || heard.failures > 0) await close(null);
}

const close = coalesce<null, void>(ANSWERS_AT_ONCE, async (answers) => {
  await pool().query(
    `update sending_numbers set failures_in_a_row = 0, shut_reason = null, shut_since = null
     where phone_number_id = $1 and (failures_in_a_row > 0 or shut_reason is not null)`,
    [env().WHATSAPP_PHONE_NUMBER_ID],
  );
  hear({ isOpen: false, failures: 0 });
  return answers.map(() => undefined);
});

/** Notes a try that failed because Meta was away; the tenth in a row opens the circuit breaker. */
export async function noteOutage(): Promise<void> {
  const { rows } = await pool().query<{ isOpen: boolean; failures: number }>(
    `insert into sending_numbers (phone_number_id, failures_in_a_row) values ($1, 1)
     on conflict (phone_number_id) do update set
       failures_in_a_row = sending_numbers.failures_in_a_row + 1,
       shut_reason = coalesce(sending_numbers.shut_reason,
         case when sending_numbers.failures_in_a_row + 1 >= $2 then 'outage' end),
       shut_since = coalesce(sending_numbers.shut_since,
         case when sending_numbers.failures_in_a_row + 1 >= $2 then clock_timestamp() end),
       next_probe_at = case when sending_numbers.shut_reason is null
         then clock_timestamp() + make_interval(secs => $3) else sending_numbers.next_probe_at end
     returning shut_reason is not null as "isOpen", failures_in_a_row as failures`,
    [env().WHATSAPP_PHONE_NUMBER_ID, FAILURES_TO_OPEN, TRIAL_SECONDS.outage],
  );
  if (rows[0]) hearOrTell(rows[0]);
}

/**
 * Notes that Meta takes nothing from us until somebody has acted: nothing is sent until it takes a message again. With what is
 * broken of our set-up its error is kept, to be told.
 */
export async function noteRefusal(reason: Exclude<OpenReason, "outage">, errorKey: string): Promise<void> {
  await pool().query(
    `insert into sending_numbers (phone_number_id, shut_reason, shut_since, next_probe_at)
     values ($1, $3, clock_timestamp(), clock_timestamp() + make_interval(secs => $2))
     on conflict (phone_number_id) do update set shut_reason = $3,
       shut_since = coalesce(sending_numbers.shut_since, excluded.shut_since),
       next_probe_at = greatest(sending_numbers.next_probe_at, excluded.next_probe_at)`,
    [
      env().WHATSAPP_PHONE_NUMBER_ID,
      TRIAL_SECONDS[reason],
      reason === "setup" ? `${reason}:${errorKey}` : reason,
    ],
  );
  hearOrTell({ isOpen: true, failures: 1 });
}

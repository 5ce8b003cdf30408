import { pool } from "../db.ts";
import type { SendOutcome } from "../whatsapp/client.ts";
import { ruleFor } from "../whatsapp/errors.ts";
import type { OutgoingMessage } from "./outbox.ts";

const MAX_BACKOFF_SECONDS = 300;
const WHEN_FIXED_SECONDS = 30;
const FEW_ATTEMPTS = 6;

/** What is kept of a refusal. */
interface Failure {
  code: string;
  title: string | null;
  details?: string | null;
  fbtraceId?: string | null;
}

/** Records what came of sending a message. Statuses may have come in the meantime: its rank never goes below theirs. */
export async function recordOutcome(message: OutgoingMessage, outcome: SendOutcome): Promise<void> {
  if (outcome.kind === "accepted") return recordAccepted(message, outcome.wamid);
  if (outcome.kind === "ambiguous") return recordUnknown(message, outcome.reason);
  if (outcome.kind === "not-sent")
    return recordRetry(message, backoff(message.attempts), { code: outcome.reason, title: null });
  const { code, title, details, fbtraceId, isTransient } = outcome.error;
  const failure = { code: String(code), title, details, fbtraceId };
  const { retry } = ruleFor(code, isTransient);
  if (retry === "when-fixed") return recordRetry(message, WHEN_FIXED_SECONDS, failure);
  if (retry === "never" || (retry === "few" && message.attempts >= FEW_ATTEMPTS))
    return recordFailure(message, failure);
  return recordRetry(message, backoff(message.attempts, retry === "pair" ? 4 : 2), failure);
}

function backoff(attempts: number, base = 2): number {
  return Math.min(base ** attempts, MAX_BACKOFF_SECONDS) * (0.75 + Math.random() / 2);
}

async function recordAccepted({ id }: OutgoingMessage, wamid: string): Promise<void> {
  await pool().query(
    `update outbound_messages set wamid = coalesce(wamid, $2), accepted_at = now(), updated_at = now(), sealed_secrets = null,
       due_at = null, failure_code = null, failure_title = null, failure_details = null,
       status = case when rank < 2 then 'accepted' else status end, rank = greatest(rank, 2)
     where id = $1`,
    [id, wamid],
  );
}

/** Meta may or may not have taken it: a status settles that, or, for a reply, one repeat after a while. */
async function recordUnknown({ id, purpose, attempts }: OutgoingMessage, reason: string): Promise<void> {
  const isRepeatable = purpose !== "staff" && attempts < 2;
  await pool().query(
    `update outbound_messages set status = 'unknown', updated_at = now(), failure_code = 'unconfirmed', failure_title = $2,
       due_at = case when $3 then now() + interval '10 seconds' end
     where id = $1 and status = 'sending'`,
    [id, reason, isRepeatable],
  );
}

async function recordRetry({ id }: OutgoingMessage, seconds: number, failure: Failure): Promise<void> {
  await pool().query(
    `update outbound_messages set status = 'queued', rank = 0, due_at = now() + make_interval(secs => $2), updated_at = now(),
       failure_code = $3, failure_title = $4, failure_details = $5, fbtrace_id = $6
     where id = $1 and status = 'sending'`,
    [id, seconds, failure.code, failure.title, failure.details ?? null, failure.fbtraceId ?? null],
  );
}

/** Ends a message that Meta refused for good, or that we must not send any more. */
export async function recordFailure({ id }: OutgoingMessage, failure: Failure): Promise<void> {
  await pool().query(
    `update outbound_messages set status = 'failed', rank = 4, failed_at = now(), updated_at = now(), due_at = null,
       sealed_secrets = null, failure_code = $2, failure_title = $3, failure_details = $4, fbtrace_id = $5
     where id = $1 and rank < 4`,
    [id, failure.code, failure.title, failure.details ?? null, failure.fbtraceId ?? null],
  );
}

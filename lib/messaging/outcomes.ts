import { coalesce } from "../coalesce.ts";
import { pool } from "../db.ts";
import { rememberLine } from "../lines.ts";
import type { SendOutcome } from "../whatsapp/client.ts";
import { ruleFor } from "../whatsapp/errors.ts";
import { recordAccepted } from "./accepted.ts";
import { learnFromRefusal } from "./after-refusal.ts";
import { noteAnswer, noteOutage, noteRefusal } from "./gate.ts";
import type { OutgoingMessage } from "./outgoing.ts";
import { slowDown } from "./pace.ts";

const MAX_BACKOFF_SECONDS = 300;
const OUTAGE_PAUSE_SECONDS = 8;
const FEW_REFUSALS = 6;

/** What is kept of a refusal. */
interface Failure {
  code: string;
  title: string | null;
  details?: string | null;
  fbtraceId?: string | null;
}

/**
 * Records what came of sending a message. Statuses may have come in the meantime: its rank never goes below theirs. What
 * Meta's outages and our own dead token cost is counted for our number as a whole, never against the message.
 */
export async function recordOutcome(
  message: OutgoingMessage,
  outcome: SendOutcome,
  isProbe = false,
): Promise<void> {
  if (outcome.kind === "accepted") {
    await recordAccepted({ id: message.id, wamid: outcome.wamid });
    await rememberLine(message.phone, outcome.waId);
    return noteAnswer();
  }
  await recordInTurn({ message, outcome, isProbe });
}

interface Untaken {
  message: OutgoingMessage;
  outcome: Exclude<SendOutcome, { kind: "accepted" }>;
  isProbe: boolean;
}

/** One by one, since hundreds of messages fail at the same moment when Meta goes away, and must not fight for connections. */
const recordInTurn = coalesce<Untaken, void>(1, async (untaken) => {
  for (const one of untaken) await recordUntaken(one);
  return untaken.map(() => undefined);
});

async function recordUntaken({ message, outcome, isProbe }: Untaken): Promise<void> {
  if (outcome.kind === "ambiguous") {
    await recordUnknown(message, outcome.reason);
    return noteOutage();
  }
  if (outcome.kind === "not-sent") {
    await recordRetry(message, pauseOf(OUTAGE_PAUSE_SECONDS), { code: outcome.reason, title: null });
    return noteOutage();
  }
  const { status, code, title, details, fbtraceId, isTransient } = outcome.error;
  const failure = { code: String(code), title, details, fbtraceId };
  const { retry } = ruleFor(code, isTransient);
  if (retry === "token" || retry === "account") {
    await noteRefusal(retry);
    return recordRetry(message, 0, failure);
  }
  const isOutage = retry === "outage" || (status >= 500 && retry !== "never");
  await recordRefusal(message, retry, failure, isProbe);
  await (isOutage ? noteOutage() : noteAnswer());
  if (retry === "slower") await slowDown();
  await learnFromRefusal(message, code);
}

/** A refusal that is about this message. While sending is shut, a fault of Meta's says nothing about the message that was tried. */
async function recordRefusal(
  message: OutgoingMessage,
  retry: ReturnType<typeof ruleFor>["retry"],
  failure: Failure,
  isProbe: boolean,
): Promise<void> {
  if (retry === "outage" || (retry === "few" && isProbe))
    return recordRetry(message, pauseOf(OUTAGE_PAUSE_SECONDS), failure);
  const refusals = message.refusals + 1;
  if (retry === "never" || (retry === "few" && refusals >= FEW_REFUSALS))
    return recordFailure(message, failure);
  return recordRetry(message, pauseOf((retry === "pair" ? 4 : 2) ** refusals), failure, refusals);
}

function pauseOf(seconds: number): number {
  return Math.min(seconds, MAX_BACKOFF_SECONDS) * (0.75 + Math.random() / 2);
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

/** Queues a message again that Meta certainly did not take: the attempt does not count. */
async function recordRetry(
  { id, refusals: before }: OutgoingMessage,
  seconds: number,
  failure: Failure,
  refusals = before,
): Promise<void> {
  await pool().query(
    `update outbound_messages set status = 'queued', rank = 0, attempts = attempts - 1, refusals = $7,
       due_at = now() + make_interval(secs => $2), updated_at = now(),
       failure_code = $3, failure_title = $4, failure_details = $5, fbtrace_id = $6
     where id = $1 and status = 'sending'`,
    [id, seconds, failure.code, failure.title, failure.details ?? null, failure.fbtraceId ?? null, refusals],
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

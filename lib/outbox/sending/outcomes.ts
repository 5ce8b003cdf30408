import { coalesce } from "../../coalesce.ts";
import { isRefusedAsData } from "../../database/database-errors.ts";
import { persist } from "../../database/persistence.ts";
import { log } from "../../log.ts";
import { rememberLine } from "../../people/lines.ts";
import type { SendOutcome } from "../../whatsapp/client.ts";
import type { RetryRule } from "../../whatsapp/error-table.ts";
import { errorKey, ruleFor } from "../../whatsapp/errors.ts";
import type { GraphError } from "../../whatsapp/graph.ts";
import { learnFromRefusal } from "./after-refusal.ts";
import { noteAnswer, noteOutage, noteRefusal } from "./circuit-breaker.ts";
import { leaveLane } from "./leaving.ts";
import type { SendingLane } from "./outbox-lanes.ts";
import type { OutgoingMessage } from "./outgoing.ts";
import { slowDown } from "./rate-limits.ts";
import { type Failure, recordFailure, recordRetry, recordUnknown, recordWithoutButtons } from "./untaken.ts";

const MAX_BACKOFF_SECONDS = 300;
const OUTAGE_PAUSE_SECONDS = 8;
const SETUP_PAUSE_SECONDS = 5;
const FEW_REFUSALS = 6;

/**
 * Records what came of sending a message, for as long as it takes (we are the only ones who know), and gives its lane back; true
 * where its next message is due now. Statuses may have come in the meantime: a rank never goes below theirs. What Meta's
 * outages and faults of our own set-up cost is counted for our number as a whole, never against the message.
 */
export async function recordOutcome(
  message: OutgoingMessage,
  outcome: SendOutcome,
  lane: SendingLane,
  isTrial = false,
): Promise<boolean> {
  if (outcome.kind !== "accepted") {
    await persist(() => recordInTurn({ message, outcome, isTrial }));
    return leaveLane(lane);
  }
  const isDue = await persist(() => recordAccepted(message.id, outcome.wamid, lane));
  await persist(() => rememberLine(message.phone, outcome.waId));
  await persist(noteAnswer);
  return isDue;
}

/** Meta took the message, whatever the database may find wrong with the id that Meta gave it. */
async function recordAccepted(id: string, wamid: string, lane: SendingLane): Promise<boolean> {
  try {
    return await leaveLane(lane, { id, wamid });
  } catch (error) {
    if (!isRefusedAsData(error)) throw error;
    log().error({ error, outboundId: id }, "the id that WhatsApp gave a message cannot be kept");
    return leaveLane(lane, { id, wamid: null });
  }
}

interface Untaken {
  message: OutgoingMessage;
  outcome: Exclude<SendOutcome, { kind: "accepted" }>;
  isTrial: boolean;
}

/** One by one, since hundreds of messages fail at the same moment when Meta goes away, and must not fight for connections. */
const recordInTurn = coalesce<Untaken, void>(1, async (untaken) => {
  for (const one of untaken) await recordUntaken(one);
  return untaken.map(() => undefined);
});

async function recordUntaken({ message, outcome, isTrial }: Untaken): Promise<void> {
  if (outcome.kind === "ambiguous") {
    await recordUnknown(message, outcome.reason);
    return noteOutage();
  }
  if (outcome.kind === "not-sent") {
    await recordRetry(message, pauseOf(OUTAGE_PAUSE_SECONDS), { code: outcome.reason, title: null });
    return noteOutage();
  }
  const { status, code, isTransient } = outcome.error;
  const failure = toFailure(outcome.error);
  const { retry } = ruleFor(failure.code, isTransient);
  if (retry === "setup") return recordSetupFault(message, failure, isTrial);
  if (retry === "token" || retry === "account") {
    await noteRefusal(retry, failure.code);
    return recordRetry(message, 0, failure);
  }
  const isOutage = retry === "outage" || (status >= 500 && retry !== "never");
  await recordRefusal(message, retry, failure, isTrial);
  await (isOutage ? noteOutage() : noteAnswer());
  if (retry === "slower") await slowDown();
  await learnFromRefusal(message, code);
}

/** What is kept of Meta's error. */
function toFailure({ code, subcode, title, details, fbtraceId }: GraphError): Failure {
  return { code: errorKey(code, subcode, title), title, details, fbtraceId };
}

/**
 * A fault of our own set-up is no message's: all wait. But one that is refused again after others were taken meanwhile
 * is about what this message needs (a capability, a payment method), and waits alone.
 */
async function recordSetupFault(message: OutgoingMessage, failure: Failure, isTrial: boolean): Promise<void> {
  const { refusals } = message;
  const isAlone = !isTrial && refusals > 0;
  if (!isAlone) await noteRefusal("setup", failure.code);
  const seconds = isAlone ? pauseOf(SETUP_PAUSE_SECONDS * 2 ** refusals) : 0;
  await recordRetry(message, seconds, failure, isTrial ? refusals : refusals + 1);
}

/**
 * A refusal that is about this message, or only about its buttons. While the circuit breaker is half-open, a fault of Meta's says
 * nothing about the message that was tried.
 */
async function recordRefusal(
  message: OutgoingMessage,
  retry: RetryRule,
  failure: Failure,
  isTrial: boolean,
): Promise<void> {
  if (retry === "outage" || (retry === "few" && isTrial))
    return recordRetry(message, pauseOf(OUTAGE_PAUSE_SECONDS), failure);
  if (retry === "never" && message.buttons) return recordWithoutButtons(message, failure);
  const refusals = message.refusals + 1;
  if (retry === "never" || (retry === "few" && refusals >= FEW_REFUSALS))
    return recordFailure(message, failure);
  return recordRetry(message, pauseOf((retry === "pair" ? 4 : 2) ** refusals), failure, refusals);
}

function pauseOf(seconds: number): number {
  return Math.min(seconds, MAX_BACKOFF_SECONDS) * (0.75 + Math.random() / 2);
}

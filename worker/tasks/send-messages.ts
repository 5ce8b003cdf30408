import { setTimeout as pause } from "node:timers/promises";
import { crashPoint } from "#lib/crash-points";
import { persist } from "#lib/database/persistence";
import { releaseLane } from "#lib/lanes";
import { log } from "#lib/log";
import { tellOutcome } from "#lib/outbox/outcome-news";
import { returnTrial } from "#lib/outbox/sending/circuit-breaker";
import { takeNextToSend } from "#lib/outbox/sending/outbox";
import { leaveLane, whileKeeping } from "#lib/outbox/sending/outbox-lanes";
import { recordOutcome } from "#lib/outbox/sending/outcomes";
import { callbackData, findObstacle, type OutgoingMessage, readContent } from "#lib/outbox/sending/outgoing";
import { takeSendToken } from "#lib/outbox/sending/rate-limits";
import { holdRepeat } from "#lib/outbox/sending/repeats";
import { waitForSendWindow } from "#lib/outbox/sending/send-window";
import { recordFailure, settleInterrupted } from "#lib/outbox/sending/untaken";
import { sendMessage } from "#lib/whatsapp/client";
import type { SendingWork } from "./claim-messages.ts";

/** How long a lane rests after work in it has failed for no fault of a message. */
const FAILURE_PAUSE_MS = 1000;

/**
 * Sends what waits for one recipient, oldest first, each at most once per attempt and not before its token's time, and gives
 * the lane back; a message is never left half sent when `stopping` is signalled.
 */
export async function sendMessages(work: SendingWork, stopping?: AbortSignal): Promise<void> {
  try {
    await whileKeeping(work.lane, () => sendInTurn(work, stopping));
  } catch (error) {
    await releaseLane(work.lane, new Date(Date.now() + FAILURE_PAUSE_MS));
    throw error;
  }
}

/** What allows one message to be sent: that the circuit breaker is half-open, or a token. */
interface Permit {
  isTrial: boolean;
  /** To be called as the call to Meta begins. */
  begin: () => void;
}

async function sendInTurn(work: SendingWork, stopping?: AbortSignal): Promise<void> {
  const { lane } = work;
  let permit: Permit | null = await firstPermit(work);
  let mayRepeat = false;
  for (;;) {
    permit ??= stopping?.aborted ? null : await waitForToken();
    if (!permit) {
      await leaveLane(lane, false);
      return;
    }
    const { message, isInterrupted, isRepeat } = await takeNextToSend(lane, mayRepeat);
    if (isInterrupted) for (const id of await settleInterrupted(lane)) tellOutcome(id);
    mayRepeat = isRepeat && !isInterrupted && !(await holdRepeat(lane));
    if (message) {
      crashPoint("after_mark_sending");
      if (await send(message, permit)) permit = null;
      if (message.purpose === "staff") tellOutcome(message.id);
    }
    const mayStay = !stopping?.aborted && (permit !== null || lane.queue === "outbox");
    if (!(await leaveLane(lane, mayStay))) break;
  }
  if (permit?.isTrial) await returnTrial();
}

/** The permit that the work came with: what is for many people at once takes its tokens before its lanes. */
async function firstPermit({ isTrial, sendAt }: SendingWork): Promise<Permit | null> {
  if (isTrial) return { isTrial, begin: () => {} };
  return sendAt === null ? null : waitUntil(sendAt);
}

async function waitForToken(): Promise<Permit | null> {
  const token = await takeSendToken();
  return token && waitUntil(performance.now() + token.waitMs);
}

async function waitUntil(at: number): Promise<Permit> {
  const ms = at - performance.now();
  if (ms >= 1) await pause(ms);
  return { isTrial: false, begin: await waitForSendWindow() };
}

/** Sends one message and records what came of it; false when Meta was not asked. */
async function send(message: OutgoingMessage, { isTrial, begin }: Permit): Promise<boolean> {
  const obstacle = findObstacle(message);
  const content = readContent(message);
  if (obstacle || !content) {
    await persist(() => recordFailure(message, obstacle ?? { code: "unreadable", title: null }));
    return false;
  }
  const { phone, bsuid } = message;
  begin();
  const outcome = await sendMessage({ phone, bsuid }, content, callbackData(message));
  crashPoint("after_http_before_store");
  await recordOutcome(message, outcome, isTrial);
  crashPoint("after_store_before_release");
  const code = outcome.kind === "refused" ? outcome.error.code : undefined;
  log().info(
    { outboundId: message.id, attempt: message.attempts, outcome: outcome.kind, code },
    "a message was sent",
  );
  return true;
}

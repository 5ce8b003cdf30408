import { setTimeout as pause } from "node:timers/promises";
import { crashPoint } from "#lib/crash-points";
import { persist } from "#lib/database/persistence";
import { whileKeeping } from "#lib/kept-lanes";
import { releaseLane } from "#lib/lanes";
import { log } from "#lib/log";
import { tellOutcome } from "#lib/outbox/outcome-news";
import { returnTrial } from "#lib/outbox/sending/circuit-breaker";
import { leaveLane } from "#lib/outbox/sending/leaving";
import { takeNextToSend } from "#lib/outbox/sending/outbox";
import { recordOutcome } from "#lib/outbox/sending/outcomes";
import { callbackData, findObstacle, type OutgoingMessage, readContent } from "#lib/outbox/sending/outgoing";
import { holdRepeat } from "#lib/outbox/sending/repeats";
import { waitForSendWindow } from "#lib/outbox/sending/send-window";
import { recordFailure, settleInterrupted } from "#lib/outbox/sending/untaken";
import { sendMessage } from "#lib/whatsapp/client";
import type { SendingWork } from "./claim-messages.ts";

/** How long a lane rests after work in it has failed for no fault of a message. */
const FAILURE_PAUSE_MS = 1000;

/**
 * Sends the message that was taken for one recipient, at most once and not before its time, and gives the lane back; true where
 * the next one is due now.
 */
export async function sendMessages(work: SendingWork): Promise<boolean> {
  try {
    return await whileKeeping([work.lane], () => sendNext(work));
  } catch (error) {
    await releaseLane(work.lane, new Date(Date.now() + FAILURE_PAUSE_MS));
    throw error;
  }
}

async function sendNext(work: SendingWork): Promise<boolean> {
  const { lane, isTrial } = work;
  for (let message = await clearUp(work); message; message = (await takeNextToSend(lane)).message) {
    crashPoint("after_mark_sending");
    const obstacle = findObstacle(message);
    if (!obstacle) return send(message, work);
    const unsent = message;
    await persist(() => recordFailure(unsent, obstacle));
    if (message.purpose === "staff") tellOutcome(message.id);
  }
  if (isTrial) await returnTrial();
  return leaveLane(lane);
}

/** The message that was taken, or that of an earlier try that may be repeated, after what a dead worker has left was settled. */
async function clearUp({
  lane,
  message,
  isInterrupted,
  isRepeat,
}: SendingWork): Promise<OutgoingMessage | null> {
  if (isInterrupted) for (const id of await settleInterrupted(lane)) tellOutcome(id);
  else if (isRepeat && !(await holdRepeat(lane))) return (await takeNextToSend(lane, true)).message;
  return message;
}

/** Sends one message, records what came of it and gives the lane back. */
async function send(message: OutgoingMessage, { lane, isTrial, sendAt }: SendingWork): Promise<boolean> {
  const { phone, bsuid } = message;
  const content = readContent(message);
  if (!content) throw new Error("A message without contents was to be sent.");
  const ms = sendAt - performance.now();
  if (ms >= 1) await pause(ms);
  await waitForSendWindow();
  const outcome = await sendMessage({ phone, bsuid }, content, callbackData(message));
  crashPoint("after_http_before_store");
  const isDue = await recordOutcome(message, outcome, lane, isTrial);
  crashPoint("after_store_before_release");
  const code = outcome.kind === "refused" ? outcome.error.code : undefined;
  log().info(
    { outboundId: message.id, attempt: message.attempts, outcome: outcome.kind, code },
    "a message was sent",
  );
  if (message.purpose === "staff") tellOutcome(message.id);
  return isDue;
}

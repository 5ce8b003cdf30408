import { setTimeout as pause } from "node:timers/promises";
import { crashPoint } from "#lib/crash-points";
import { persist } from "#lib/database/persistence";
import { claimLanes, type LeasedLane, releaseLane } from "#lib/lanes";
import { log } from "#lib/log";
import { tellOutcome } from "#lib/outbox/outcome-news";
import { askLeave, returnProbe } from "#lib/outbox/sending/circuit-breaker";
import { takeNextToSend } from "#lib/outbox/sending/outbox";
import { leaveLane, whileKeeping } from "#lib/outbox/sending/outbox-lanes";
import { recordOutcome } from "#lib/outbox/sending/outcomes";
import { callbackData, findObstacle, type OutgoingMessage, readContent } from "#lib/outbox/sending/outgoing";
import { takeSlot } from "#lib/outbox/sending/rate-limits";
import { holdRepeat } from "#lib/outbox/sending/repeats";
import { recordFailure, settleInterrupted } from "#lib/outbox/sending/untaken";
import { sendMessage } from "#lib/whatsapp/client";

/** A recipient's lane, and whether only one message of it may be tried because sending is shut. */
export interface OutboxWork {
  lane: LeasedLane;
  isProbe: boolean;
}

/** How long a lane rests after work in it has failed for no fault of a message. */
const FAILURE_PAUSE_MS = 1000;

/** Takes the recipients whose messages have waited longest, one only to probe with while sending is shut. */
export async function claimOutboxWork(holder: string, most: number): Promise<OutboxWork[]> {
  const leave = await askLeave();
  if (leave === "shut") return [];
  const isProbe = leave === "probe";
  const lanes = await claimLanes("outbox", holder, isProbe ? 1 : most);
  return lanes.map((lane) => ({ lane, isProbe }));
}

/**
 * Sends what waits for one recipient, oldest first, each at most once per attempt and not before its slot, and gives the
 * lane back; a message is never left half sent when `stopping` is signalled.
 */
export async function sendMessages(work: OutboxWork, stopping?: AbortSignal): Promise<void> {
  try {
    await whileKeeping(work.lane, () => sendInTurn(work, stopping));
  } catch (error) {
    await releaseLane(work.lane, new Date(Date.now() + FAILURE_PAUSE_MS));
    throw error;
  }
}

async function sendInTurn({ lane, isProbe }: OutboxWork, stopping?: AbortSignal): Promise<void> {
  let leave: "probe" | "slot" | null = isProbe ? "probe" : null;
  let mayRepeat = false;
  for (;;) {
    leave ??= stopping?.aborted ? null : await waitForSlot();
    if (!leave) {
      await leaveLane(lane, false);
      return;
    }
    const { message, isInterrupted, isRepeat } = await takeNextToSend(lane, mayRepeat);
    if (isInterrupted) for (const id of await settleInterrupted(lane.key)) tellOutcome(id);
    mayRepeat = isRepeat && !isInterrupted && !(await holdRepeat(lane.key));
    if (message) {
      crashPoint("after_mark_sending");
      if (await send(message, leave === "probe")) leave = null;
      if (message.purpose === "staff") tellOutcome(message.id);
    }
    if (!(await leaveLane(lane, !stopping?.aborted))) break;
  }
  if (leave === "probe") await returnProbe();
}

async function waitForSlot(): Promise<"slot" | null> {
  const slot = await takeSlot();
  if (!slot) return null;
  if (slot.waitMs >= 1) await pause(slot.waitMs);
  return "slot";
}

/** Sends one message and records what came of it; false when Meta was not asked. */
async function send(message: OutgoingMessage, isProbe: boolean): Promise<boolean> {
  const obstacle = findObstacle(message);
  const content = readContent(message);
  if (obstacle || !content) {
    await persist(() => recordFailure(message, obstacle ?? { code: "unreadable", title: null }));
    return false;
  }
  const { phone, bsuid } = message;
  const outcome = await sendMessage({ phone, bsuid }, content, callbackData(message));
  crashPoint("after_http_before_store");
  await recordOutcome(message, outcome, isProbe);
  crashPoint("after_store_before_release");
  const code = outcome.kind === "refused" ? outcome.error.code : undefined;
  log().info(
    { outboundId: message.id, attempt: message.attempts, outcome: outcome.kind, code },
    "a message was sent",
  );
  return true;
}

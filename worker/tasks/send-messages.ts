import { setTimeout as pause } from "node:timers/promises";
import { claimLane, type LeasedLane } from "#lib/lanes";
import { log } from "#lib/log";
import { askLeave, returnProbe } from "#lib/messaging/gate";
import {
  callbackData,
  findObstacle,
  lookIntoLane,
  type OutgoingMessage,
  readContent,
  settleInterrupted,
  takeNextToSend,
} from "#lib/messaging/outbox";
import { recordFailure, recordOutcome } from "#lib/messaging/outcomes";
import { takeSlot } from "#lib/messaging/pace";
import { holdRepeat } from "#lib/messaging/repeats";
import { sendMessage } from "#lib/whatsapp/client";
import { crashPoint } from "../crash-points.ts";

/** A recipient's lane, and whether only one message of it may be tried because sending is shut. */
export interface OutboxWork {
  lane: LeasedLane;
  isProbe: boolean;
}

const AT_ONCE = new Date(0);

/** Takes the recipient whose messages have waited longest; null when there is none, or sending is shut. */
export async function claimOutboxWork(holder: string): Promise<OutboxWork | null> {
  const leave = await askLeave();
  if (leave === "shut") return null;
  const lane = await claimLane("outbox", holder);
  return lane && { lane, isProbe: leave === "probe" };
}

/**
 * Sends what waits for one recipient, oldest first, each at most once per attempt and not before its slot. Returns when
 * more is due; a message is never left half sent when `stopping` is signalled.
 */
export async function sendMessages(
  { lane, isProbe }: OutboxWork,
  stopping?: AbortSignal,
): Promise<Date | null> {
  let leave: "probe" | "slot" | null = isProbe ? "probe" : null;
  for (;;) {
    const { dueAt, isDue, isRepeat, isInterrupted } = await lookIntoLane(lane.key);
    if (isInterrupted) {
      await settleInterrupted(lane.key);
      continue;
    }
    if (isDue && isRepeat && (await holdRepeat(lane.key))) continue;
    if (!isDue) {
      if (leave === "probe") await returnProbe();
      return dueAt;
    }
    leave ??= stopping?.aborted ? null : await waitForSlot();
    const message = leave && (await takeNextToSend(lane));
    if (!message) return AT_ONCE;
    crashPoint("after_mark_sending");
    if (await send(message, leave === "probe")) leave = null;
  }
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
    await recordFailure(message, obstacle ?? { code: "unreadable", title: null });
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

import { keepLane, type LeasedLane } from "#lib/lanes";
import { log } from "#lib/log";
import {
  callbackData,
  findObstacle,
  nextDueAt,
  type OutgoingMessage,
  readContent,
  settleInterrupted,
  takeNextToSend,
} from "#lib/messaging/outbox";
import { recordFailure, recordOutcome } from "#lib/messaging/outcomes";
import { sendMessage } from "#lib/whatsapp/client";
import { crashPoint } from "../crash-points.ts";

/** Sends what waits for one recipient, oldest first, each at most once per attempt. Returns when more is due. */
export async function sendMessages(lane: LeasedLane): Promise<Date | null> {
  await settleInterrupted(lane.key);
  for (;;) {
    const message = await takeNextToSend(lane.key);
    if (!message) return nextDueAt(lane.key);
    crashPoint("after_mark_sending");
    await send(message);
    if (!(await keepLane(lane))) return null;
  }
}

async function send(message: OutgoingMessage): Promise<void> {
  const obstacle = findObstacle(message);
  const content = readContent(message);
  if (obstacle || !content) {
    await recordFailure(message, obstacle ?? { code: "unreadable", title: null });
    return;
  }
  const { phone, bsuid } = message;
  const outcome = await sendMessage({ phone, bsuid }, content, callbackData(message));
  crashPoint("after_http_before_store");
  await recordOutcome(message, outcome);
  const code = outcome.kind === "refused" ? outcome.error.code : undefined;
  log().info(
    { outboundId: message.id, attempt: message.attempts, outcome: outcome.kind, code },
    "a message was sent",
  );
}

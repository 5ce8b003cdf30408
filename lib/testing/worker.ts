import { randomUUID } from "node:crypto";
import { answerMessages } from "../../worker/tasks/answer-messages.ts";
import { applyEvents } from "../../worker/tasks/apply-events.ts";
import { sendMessages } from "../../worker/tasks/send-messages.ts";
import { claimLane, type LeasedLane, type Queue, releaseLane } from "../lanes.ts";

async function drain(queue: Queue, work: (lane: LeasedLane) => Promise<Date | null>): Promise<void> {
  for (;;) {
    const lane = await claimLane(queue, randomUUID());
    if (!lane) return;
    await releaseLane(lane, await work(lane));
  }
}

/** Does what a worker would do with the messages that have come in. */
export function workOnInbox(): Promise<void> {
  return drain("inbox", answerMessages);
}

/** Does what a worker would do with the messages that are due to go out. */
export function workOnOutbox(): Promise<void> {
  return drain("outbox", sendMessages);
}

/** Does what a worker would do with statuses and other changes. */
export async function workOnEvents(): Promise<void> {
  while ((await applyEvents()) > 0);
}

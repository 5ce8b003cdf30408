import { randomUUID } from "node:crypto";
import { answerMessages } from "../../worker/tasks/answer-messages.ts";
import { applyEvents } from "../../worker/tasks/apply-events.ts";
import { sendMessages } from "../../worker/tasks/send-messages.ts";
import { db } from "../db.ts";
import { claimLane, type LeasedLane, type Queue, releaseLane } from "../lanes.ts";

async function drain(queue: Queue, work: (lane: LeasedLane) => Promise<Date | null>): Promise<void> {
  for (;;) {
    const lane = await claimLane(queue, randomUUID());
    if (!lane) return;
    let nextDueAt: Date | null = new Date(0);
    try {
      nextDueAt = await work(lane);
    } finally {
      await releaseLane(lane, nextDueAt);
    }
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

/** Makes everything that waits for a later time due now, as if that time had come. */
export async function passTime(): Promise<void> {
  await db()
    .$executeRaw`update outbound_messages set due_at = now() - interval '1 second' where due_at is not null`;
  await db()
    .$executeRaw`update webhook_events set due_at = now() - interval '1 second' where state = 'pending'`;
  await db().$executeRaw`update lanes set due_at = now() - interval '1 second' where due_at is not null`;
}

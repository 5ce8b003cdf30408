import { randomUUID } from "node:crypto";
import { applyEvents } from "../../worker/tasks/apply-events.ts";
import { createClaiming } from "../../worker/tasks/claim-messages.ts";
import { claimQuestions, replyLater } from "../../worker/tasks/reply-later.ts";
import { sendMessages } from "../../worker/tasks/send-messages.ts";
import { claimInbox, workInbox } from "../../worker/tasks/work-inbox.ts";
import type { Command } from "../bot/command.ts";
import { commands } from "../bot/commands/index.ts";
import { db } from "../db.ts";
import type { SendingQueue } from "../lanes.ts";

/** Does what a worker would do with the messages that have come in; `list` is the product's commands or others. */
export async function workOnInbox(list: readonly Command[] = commands): Promise<void> {
  for (;;) {
    const claimed = await claimInbox(randomUUID());
    if (claimed.lanes.length === 0) return;
    await workInbox(claimed, list);
  }
}

/** Does what a worker would do with the questions to other systems that are due, which have so long to answer. */
export async function workOnLater(list: readonly Command[] = commands, limitMs?: number): Promise<void> {
  for (;;) {
    const questions = await claimQuestions(16);
    if (questions.length === 0) return;
    await Promise.all(questions.map((question) => replyLater(question, list, limitMs)));
  }
}

/** Does what a worker would do with the messages of a queue that are due to go out. */
export async function workOnOutbox(queue: SendingQueue = "outbox"): Promise<void> {
  const claim = createClaiming(queue);
  for (;;) {
    const { jobs, hasMore } = await claim(randomUUID(), 1);
    for (const job of jobs) await sendMessages(job);
    if (!hasMore && jobs.length === 0) return;
  }
}

/** Does what a worker would do with the outbox until this has come about. */
export async function whileWorking<Outcome>(pending: Promise<Outcome>): Promise<Outcome> {
  const finished = pending.then(() => true);
  while (!(await Promise.race([finished, workOnOutbox().then(() => false)])));
  return pending;
}

/** Does what a worker would do with statuses and other changes. */
export async function workOnEvents(): Promise<void> {
  while ((await applyEvents()) > 0);
}

/** Makes everything that waits for a later time due now, as if that time had come. */
export async function passTime(): Promise<void> {
  await db().$executeRaw`update outbound_messages set due_at = now() - interval '1 second',
      attempted_at = attempted_at - interval '1 minute' where due_at is not null`;
  await db()
    .$executeRaw`update webhook_events set due_at = now() - interval '1 second' where state = 'pending'`;
  await db().$executeRaw`update deferred_replies set due_at = now() - interval '1 second'`;
  await db().$executeRaw`update lanes set due_at = now() - interval '1 second' where due_at is not null`;
  await db().$executeRaw`update lanes set paced_until = null where paced_until is not null`;
  await db().$executeRaw`update sending_numbers set next_probe_at = now()`;
}

import { env } from "../../env.ts";
import type { LeasedLane, SendingQueue } from "../../lanes.ts";
import { OPEN, statusIn } from "../states.ts";

/** A recipient's lane that is held, in either of the queues that go out. */
export type SendingLane = LeasedLane<SendingQueue>;

/** Seconds that each message to one person uses up of what Meta lets us send to that person. */
export const SECONDS_PER_PERSON = 6;

/** How far ahead of an even rate one person's messages may be, in seconds. */
export function burstSeconds(): number {
  return (env().WHATSAPP_BURST_PER_PERSON - 1) * SECONDS_PER_PERSON;
}

/**
 * The oldest open message of a lane in `held`, for which later ones of its queue wait to keep the order; due once the person's
 * burst, $3 in seconds, allows it. All that goes to a person counts, and is counted in their lane of the outbox.
 */
export const OLDEST_OPEN = `
  lateral (
    select id, status, greatest(due_at, held.paced_until - make_interval(secs => $3)) as due_at
    from outbound_messages where lane = held.key and queue = held.queue and ${statusIn(OPEN)} and due_at is not null
    order by sequence limit 1) as oldest`;

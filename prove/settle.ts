import { setTimeout as pause } from "node:timers/promises";
import type { GraphDouble } from "./graph-double.ts";
import type { System } from "./system.ts";

const LOOK_MS = 250;

/** What is still to be done, by our own tables and by what the double has not got rid of. */
export interface Rest {
  events: number;
  messages: number;
  statuses: number;
}

/** Looks at what is still open: events that are due within a minute, messages that may yet be sent, statuses not taken. */
export async function lookAtRest(system: System, double: GraphDouble): Promise<Rest> {
  const [row] = await system.ask<{ events: number; messages: number }>(`select
    (select count(*)::int from webhook_events where state = 'pending') as events,
    (select count(*)::int from outbound_messages
      where status in ('queued', 'sending') or (status = 'unknown' and due_at is not null)) as messages`);
  return { events: row?.events ?? 0, messages: row?.messages ?? 0, statuses: double.statuses.waiting };
}

/** Waits until nothing is left to do, or `seconds` have passed; what was left. */
export async function settle(system: System, double: GraphDouble, seconds: number): Promise<Rest> {
  const until = performance.now() + seconds * 1000;
  for (;;) {
    const rest = await lookAtRest(system, double);
    if (rest.events + rest.messages + rest.statuses === 0 || performance.now() > until) return rest;
    await pause(LOOK_MS);
  }
}

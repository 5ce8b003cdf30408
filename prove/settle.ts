import { setTimeout as pause } from "node:timers/promises";
import type { GraphDouble } from "./graph-double.ts";
import type { System } from "./system.ts";

const LOOK_MS = 250;
const GO_ON_MS = 1000;

/** What is still to be done, by our own tables and by what the double has not got rid of. */
interface Rest {
  events: number;
  messages: number;
  /** Those of the messages that wait for others' statuses, to be sent once more. */
  unconfirmed: number;
  statuses: number;
}

/** Looks at what is still open: events that are due within a minute, messages that may yet be sent, statuses not taken. */
async function lookAtRest(system: System, double: GraphDouble): Promise<Rest> {
  const [row] = await system.ask<Omit<Rest, "statuses">>(`select
    (select count(*)::int from webhook_events where state = 'pending') as events,
    (select count(*)::int from outbound_messages
      where status in ('queued', 'sending') or (status = 'unknown' and due_at is not null)) as messages,
    (select count(*)::int from outbound_messages
      where status = 'unknown' and due_at is not null) as unconfirmed`);
  const counted = row ?? { events: 0, messages: 0, unconfirmed: 0 };
  return { ...counted, statuses: double.statuses.waiting };
}

/**
 * Waits until nothing is left to do, or `seconds` have passed; what was left. While a message waits for the statuses of
 * others, `goOn` is called once a second: the world does not stop because an experiment does.
 */
export async function settle(
  system: System,
  double: GraphDouble,
  seconds: number,
  goOn?: () => Promise<void>,
): Promise<Rest> {
  const until = performance.now() + seconds * 1000;
  let goesOnAt = 0;
  for (;;) {
    const rest = await lookAtRest(system, double);
    if (rest.events + rest.messages + rest.statuses === 0 || performance.now() > until) return rest;
    if (rest.unconfirmed > 0 && performance.now() > goesOnAt) {
      await goOn?.();
      goesOnAt = performance.now() + GO_ON_MS;
    }
    await pause(LOOK_MS);
  }
}

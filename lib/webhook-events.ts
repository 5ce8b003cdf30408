/** The states of a stored webhook event; `quarantined` and `dead` are those of dead letters. */
export type EventState = "pending" | "done" | "ignored" | "orphaned" | "quarantined" | "dead";

/** The states of a dead letter: what could not be read, and what failed each time that it was worked on. */
export const DEAD_LETTER = ["quarantined", "dead"] as const satisfies EventState[];

/** The SQL condition that an event is in one of these states; `of` names its table. */
export function stateIn(states: readonly EventState[], of = "webhook_events"): string {
  return `${of}.state in (${states.map((state) => `'${state}'`).join(", ")})`;
}

/** The SQL that sets an event's state in an `update`. */
export function becomesEvent(state: EventState): string {
  return `state = '${state}'`;
}

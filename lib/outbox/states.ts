/** The states of an outbound message, in the order of their rank. */
export const MESSAGE_STATUSES = [
  "queued",
  "sending",
  "unknown",
  "cancelled",
  "accepted",
  "sent",
  "failed",
  "delivered",
  "read",
] as const;

/** Where an outbound message stands. */
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

/** The rank of each state: a message moves to a higher one or stays. Meta may report both `failed` and `delivered` for several devices. */
export const RANK: Record<MessageStatus, number> = {
  queued: 0,
  sending: 1,
  unknown: 1,
  cancelled: 1,
  accepted: 2,
  sent: 3,
  failed: 4,
  delivered: 5,
  read: 6,
};

/** The SQL condition that a message is in one of these states; `of` names its table. */
export function statusIn(statuses: readonly MessageStatus[], of = "outbound_messages"): string {
  return `${of}.status in (${statuses.map((status) => `'${status}'`).join(", ")})`;
}

/** The SQL that sets a message's state and rank in an `update`. */
export function becomes(status: MessageStatus): string {
  return `status = '${status}', rank = ${RANK[status]}`;
}

/** The SQL of a message's state and rank, one of two by a condition. */
export function oneOf(condition: string, met: MessageStatus, other: MessageStatus): string {
  const choose = (one: string | number, another: string | number) =>
    `case when ${condition} then ${one} else ${another} end`;
  return `${choose(`'${met}'`, `'${other}'`)}, ${choose(RANK[met], RANK[other])}`;
}

/** The SQL that raises a message to a state and its rank, unless it has reached a higher one. */
export function risesTo(status: MessageStatus): string {
  const rank = RANK[status];
  return `status = case when rank < ${rank} then '${status}' else status end, rank = greatest(rank, ${rank})`;
}

/** The SQL condition that a message has not reached this state's rank. */
export function isBelow(status: MessageStatus): string {
  return `rank < ${RANK[status]}`;
}

/** What waits to be sent for the first time, or again. */
export const OPEN = ["queued", "unknown"] as const satisfies MessageStatus[];

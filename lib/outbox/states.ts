/** The states of an outbound message, in the order of their rank. */
export const MESSAGE_STATUSES = [
  "queued",
  "sending",
  "unknown",
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
  accepted: 2,
  sent: 3,
  failed: 4,
  delivered: 5,
  read: 6,
};

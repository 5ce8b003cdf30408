/** How much of everything is measured. */
export interface Size {
  rounds: number;
  /** How long each load on a webhook lasts. */
  loadSeconds: number;
  /** How long messages are answered, to time the replies. */
  replySeconds: number;
  /** Messages that wait for a worker, whose they are, and how many of them one sender wrote in a row. */
  backlog: { messages: number; senders: number; burst: number };
  /** Sent messages of which three statuses each wait for a worker. */
  reported: number;
  /** Messages that wait to be sent, enough for a worker to be warm for most of them; and how long sending is watched at each limit. */
  queued: number;
  sendingSeconds: number;
  /** Bulk messages that wait to be sent, and the replies that come among them. */
  bulk: { messages: number; replies: number };
}

/** Takes twelve to fourteen minutes on two cores. */
export const FULL: Size = {
  rounds: 3,
  loadSeconds: 4,
  replySeconds: 8,
  backlog: { messages: 200_000, senders: 20_000, burst: 300 },
  reported: 20_000,
  queued: 20_000,
  sendingSeconds: 8,
  bulk: { messages: 5000, replies: 100 },
};

/** Takes less than two minutes there, and tells less. */
export const SHORT: Size = {
  rounds: 1,
  loadSeconds: 2,
  replySeconds: 3,
  backlog: { messages: 10_000, senders: 1000, burst: 300 },
  reported: 3000,
  queued: 6000,
  sendingSeconds: 3,
  bulk: { messages: 800, replies: 20 },
};

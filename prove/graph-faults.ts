/** What goes wrong at the double, in percent of the calls, or altogether. */
export interface GraphFaults {
  /** Accepts a message and ends the connection instead of responding. */
  lostResponse: number;
  /** 429 with Meta's 130429. */
  tooManyRequests: number;
  /** 500 with Meta's 131000. */
  serverError: number;
  /** 500 without a word that Meta would write; nothing is accepted. */
  plainServerError: number;
  /** 400 with Meta's 131051, for messages with buttons. */
  buttonsRefused: number;
  /** "down": 503 with Meta's code 2; "cut": connections are ended before anything is accepted. */
  outage: "none" | "down" | "cut";
  /** 401 with Meta's 190. */
  isTokenDead: boolean;
  /** Reports `sent`, and waits for its 200, before it responds to the call. */
  statusBeforeResponse: boolean;
  duplicatedStatus: number;
  droppedDelivered: number;
  /** Statuses take up to so long, each its own time, so that their order is chance. */
  statusDelayMs: number;
  noStatuses: boolean;
}

/** Meta on a good day. */
export const GOOD_DAY: GraphFaults = {
  lostResponse: 0,
  tooManyRequests: 0,
  serverError: 0,
  plainServerError: 0,
  buttonsRefused: 0,
  outage: "none",
  isTokenDead: false,
  statusBeforeResponse: false,
  duplicatedStatus: 0,
  droppedDelivered: 0,
  statusDelayMs: 50,
  noStatuses: false,
};

/** Meta on the day that the guarantees are made for. */
export const BAD_DAY: GraphFaults = {
  ...GOOD_DAY,
  lostResponse: 3,
  tooManyRequests: 2,
  serverError: 1,
  plainServerError: 0.5,
  buttonsRefused: 10,
  duplicatedStatus: 20,
  droppedDelivered: 30,
  statusDelayMs: 800,
};

import type { Accepted } from "./accepted.ts";
import type { Dice } from "./dice.ts";
import type { GraphFaults } from "./graph-faults.ts";
import { type Mailbox, type Status, statusDelivery, statusOf } from "./webhooks.ts";

/** What reports statuses: several in a delivery, each until it is taken. */
export interface StatusPost {
  report(accepted: Accepted, callback: string): void;
  /** How many were not taken yet. */
  readonly waiting: number;
  /** Every body that was delivered, if they are to be kept. */
  bodies: string[];
  close(): void;
}

const MOST_IN_A_DELIVERY = 20;
const MOST_AT_ONCE = 4;
const EVERY_MS = 20;

/** Starts posting the statuses that are reported to it. */
export function startStatusPost(dice: Dice, mailbox: () => Mailbox, faults: () => GraphFaults): StatusPost {
  const due: Status[] = [];
  const bodies: string[] = [];
  let waiting = 0;
  let underWay = 0;

  async function send(statuses: Status[]): Promise<void> {
    underWay += 1;
    const body = statusDelivery(statuses);
    bodies.push(body);
    await mailbox().deliver(body);
    waiting -= statuses.length;
    underWay -= 1;
  }

  const timer = setInterval(() => {
    while (due.length > 0 && underWay < MOST_AT_ONCE) void send(due.splice(0, MOST_IN_A_DELIVERY));
  }, EVERY_MS);

  function plan(status: Status): void {
    waiting += 1;
    setTimeout(() => due.push(status), dice.next() * faults().statusDelayMs);
  }

  return {
    report: ({ wamid }, callback) => {
      const { noStatuses, droppedDelivered, duplicatedStatus } = faults();
      if (noStatuses) return;
      for (const word of ["sent", "delivered", "read"]) {
        if (word === "delivered" && dice.strikes(droppedDelivered)) continue;
        const status = statusOf(wamid, word, callback);
        plan(status);
        if (dice.strikes(duplicatedStatus)) plan(status);
      }
    },
    get waiting() {
      return waiting;
    },
    bodies,
    close: () => clearInterval(timer),
  };
}

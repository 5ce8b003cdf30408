import { log } from "#lib/log";
import { isHeardOpen } from "#lib/outbox/sending/circuit-breaker";
import { reserveUnasked } from "#lib/outbox/sending/tokens";
import type { HandedOver } from "#lib/replies/outgoing-replies";
import type { Dispatcher } from "../dispatcher.ts";
import { EARLY_MS, type SendingWork } from "./claim-messages.ts";

/** Sends replies as soon as they are committed, without a look for them in the database. */
export interface HandOff {
  /** When replies may be sent that are about to be committed, on this process's own clock; fewer than `most` if not all of them can. */
  reserve(most: number): Promise<number[]>;
  /** Those times, or none where they have passed for long, or nothing is sent any more. */
  stillGood(times: number[]): number[];
  /** Sends a reply that was committed as being sent. */
  send(reply: HandedOver, sendAt: number): void;
}

/** No more replies than these at once: of what is committed as being sent and not yet on its way, a crash leaves the fate unknown. */
const MOST = 4;

/** A token whose time has passed for so long would go out beside those of other workers. */
const STALE_MS = 250;

/** Hands replies over to what sends messages of the outbox, while it has room and nobody waits there. */
export function handOffTo(outbox: Dispatcher<SendingWork>): HandOff {
  return {
    reserve: async (most) => {
      if (most > Math.min(MOST, outbox.room())) return [];
      try {
        const tokens = await reserveUnasked(most, EARLY_MS / 1000);
        return tokens.map(({ waitMs }) => performance.now() + waitMs);
      } catch (error) {
        log().warn({ error }, "no tokens could be reserved for replies; they are sent in their turn");
        return [];
      }
    },
    stillGood: (times) => {
      const isLate = times.some((at) => at < performance.now() - STALE_MS);
      return isLate || isHeardOpen() ? [] : times;
    },
    send: (reply, sendAt) =>
      outbox.begin({ ...reply, sendAt, isTrial: false, isInterrupted: false, isRepeat: false }),
  };
}

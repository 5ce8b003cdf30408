import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "#lib/errors";
import { type Gate, passGate } from "#lib/gate";

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * To make a page is computing, of which there is one at a time: of many that are begun together, none is done earlier, while
 * everything else that arrives waits for a part of each.
 */
const PAGES: Gate = {
  inside: 6,
  room: {
    waiting: 1000,
    refuse: () =>
      new AppError("too_busy", "A lot is going on right now. Please try again in a moment.", 503, {
        retryAfterSeconds: 3,
      }),
  },
};

/** What is no page: calls of the API, which wait for others more than they compute, and files. */
const NO_PAGE = /^\/(api|_next\/static)\//;

/**
 * Has few pages be made at the same time, in the order in which they were asked for; a page's turn is over once it begins to be
 * sent, so that nobody holds it who reads slowly. Rejects with 503 `too_busy` where too many wait.
 */
export function inTurn(handle: Handler): Handler {
  return (request, response) => {
    if (NO_PAGE.test(request.url ?? "")) return handle(request, response);
    return new Promise((resolve, reject) => {
      passGate(PAGES, "", async () => {
        // Whoever has gone away meanwhile needs no page.
        if (response.destroyed) return resolve();
        const begun = whenBegun(response);
        const handled = handle(request, response).then(resolve, reject);
        await Promise.race([begun, handled]);
      }).catch(reject);
    });
  };
}

function whenBegun(response: ServerResponse): Promise<void> {
  return new Promise((begin) => {
    const { writeHead } = response;
    response.writeHead = function (this: ServerResponse, ...head: unknown[]) {
      begin();
      return Reflect.apply(writeHead, this, head);
    } as typeof writeHead;
    response.once("close", () => begin());
  });
}

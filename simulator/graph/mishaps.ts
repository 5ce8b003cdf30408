import type { ServerResponse } from "node:http";
import { strikes } from "../faults.ts";
import { pause } from "../pause.ts";
import type { World } from "../world.ts";
import { GraphError, whatsappError } from "./errors.ts";

/** A 500 without Graph JSON: nobody can tell whether the call was taken. */
export class PlainServerError extends Error {}

/** Refuses a message as the faults say, before anything was done. */
export function mishapBefore({ faults }: World, sends: boolean): void {
  if (!sends) return;
  if (strikes(faults.tooManyRequestsPercent))
    throw whatsappError(130429, "Cloud API message throughput has been reached.");
  if (strikes(faults.serverErrorPercent))
    throw new GraphError(500, 131000, "(#131000) Something went wrong", {
      error_data: {
        messaging_product: "whatsapp",
        details: "Message failed to send due to an unknown error.",
      },
    });
  if (strikes(faults.plainServerErrorPercent)) throw new PlainServerError("Sorry, something went wrong.");
}

/** Keeps a call waiting: for its latency and, when held, until it is released or the client goes. */
export async function mishapAfter(world: World, response: ServerResponse, held: boolean): Promise<void> {
  if (world.faults.responseLatencyMs > 0) await pause(world.faults.responseLatencyMs, world.closing.signal);
  if (!held || response.destroyed) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  world.releases.add(resolve);
  response.on("close", resolve);
  await promise;
  world.releases.delete(resolve);
}

import { readDelivery } from "../whatsapp/webhook/delivery.ts";
import type { DeliveredEvent } from "../whatsapp/webhook/events.ts";

/** An event of a delivery as it is stored: its payload in JSON. */
export type StorableEvent = Omit<DeliveredEvent, "payload"> & { payload: string };

/** Splits a webhook body into its events, ready to be stored. Throws what `readDelivery` throws. */
export function readStorable(rawBody: Uint8Array): StorableEvent[] {
  return readDelivery(rawBody).map((event) => ({ ...event, payload: JSON.stringify(event.payload) }));
}

import { z } from "zod";

/** The payload of an event that could not be read. */
export interface UnreadablePayload extends Record<string, unknown> {
  what: "entry" | "change" | "messages" | "statuses";
  value: unknown;
  metadata?: unknown;
  contacts?: unknown;
}

/** A webhook body that holds only an unreadable event, to be read again: `value` is its JSON as received. */
export function toDelivery({ what, metadata, contacts }: UnreadablePayload, value: unknown): Uint8Array {
  const change = { field: "messages", value: { metadata, contacts, [what]: [value] } };
  const entry = what === "entry" ? value : { changes: [what === "change" ? value : change] };
  return Buffer.from(JSON.stringify({ object: "whatsapp_business_account", entry: [entry] }));
}

const unreadableSchema = z.looseObject({
  what: z.enum(["entry", "change", "messages", "statuses"]),
  value: z.unknown(),
});

/** Whether a stored payload is that of an event that could not be read, and not what the event says itself. */
export function isUnreadablePayload(payload: unknown): payload is UnreadablePayload {
  return unreadableSchema.safeParse(payload).success;
}

/** The payload of an event that could not be read. */
export interface SetAsidePayload extends Record<string, unknown> {
  what: "entry" | "change" | "messages" | "statuses";
  value: unknown;
  metadata?: unknown;
  contacts?: unknown;
}

/** A webhook body that holds nothing but what was set aside, to be read again: `value` is its JSON as received. */
export function toDelivery({ what, metadata, contacts }: SetAsidePayload, value: unknown): Uint8Array {
  const change = { field: "messages", value: { metadata, contacts, [what]: [value] } };
  const entry = what === "entry" ? value : { changes: [what === "change" ? value : change] };
  return Buffer.from(JSON.stringify({ object: "whatsapp_business_account", entry: [entry] }));
}

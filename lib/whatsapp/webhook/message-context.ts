import { memberOf } from "../members.ts";
import { isBlank } from "../optional.ts";

/** What stands around the messages of a change; it is kept with each of them, so it must not be large. */
export interface MessageContext {
  metadata: unknown;
  /** The contacts that may be the sender of a message: all of them where they are few. */
  contactsFor: (message: unknown) => unknown[] | undefined;
}

/** What is kept with each of up to thousands of messages, in characters of JSON. */
const MAX_LENGTH = 4096;
const MAX_TEXT = 500;
const MAX_SAME = 2;

/** Reads what stands around the messages of a change's value, once for all of them. */
export function readMessageContext(value: Record<string, unknown>): MessageContext {
  const { metadata, contacts } = value;
  const list = contacts === undefined || contacts === null ? undefined : listOf(contacts);
  return {
    metadata: isShort(metadata) ? metadata : shorten(metadata, ["display_phone_number", "phone_number_id"]),
    contactsFor: isShort(list) ? () => list : findBySender(list ?? []),
  };
}

/** A list as it is, one thing as a list of one, and nothing as an empty one. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function findBySender(contacts: unknown[]): MessageContext["contactsFor"] {
  const byId = new Map<string, unknown[]>();
  for (const contact of contacts) {
    const kept = isShort(contact) ? contact : shortenContact(contact);
    for (const id of idsOf(contact, "wa_id", "user_id")) {
      const same = byId.get(id) ?? [];
      if (same.length < MAX_SAME) byId.set(id, [...same, kept]);
    }
  }
  const only = contacts.length === 1 ? contacts.map(shortenContact) : [];
  return (message) => {
    const found = idsOf(message, "from", "from_user_id").flatMap((id) => byId.get(id) ?? []);
    return found.length > 0 ? [...new Set(found)] : only;
  };
}

function idsOf(value: unknown, ...names: string[]): string[] {
  return [...new Set(names.map((name) => memberOf(value, name)))].filter(
    (id) => typeof id === "string" && !isBlank(id),
  ) as string[];
}

function shortenContact(contact: unknown): unknown {
  const profile = shorten(memberOf(contact, "profile"), ["name", "username"]);
  return { ...shorten(contact, ["wa_id", "user_id"]), profile };
}

function shorten(value: unknown, names: string[]): Record<string, string> {
  const texts = names.map((name) => [name, memberOf(value, name)] as const);
  return Object.fromEntries(
    texts.flatMap(([name, text]) => (typeof text === "string" ? [[name, text.slice(0, MAX_TEXT)]] : [])),
  );
}

function isShort(value: unknown): boolean {
  return value === undefined || JSON.stringify(value).length <= MAX_LENGTH;
}

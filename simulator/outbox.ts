import type { Json } from "./json.ts";
import { spellingsOf } from "./spellings.ts";

/** A message that this Meta accepted from the application. */
export type OutboxMessage = {
  id: string;
  phoneId: string;
  to: string | null;
  recipient: string | null;
  type: string;
  text: string;
  body: Json;
  biz_opaque_callback_data: string | null;
  category: string;
  acceptedAt: string;
  statuses: string[];
};

/** Accepted messages to a number (with or without +, in any of its spellings), a BSUID or a phone's id; all without one. */
export function listOutbox(outbox: Map<string, OutboxMessage>, to: string | null): OutboxMessage[] {
  const messages = [...outbox.values()];
  if (!to) return messages;
  const spellings: string[] = spellingsOf(to.replace(/\D/g, ""));
  return messages.filter(
    ({ phoneId, recipient, to: number }) =>
      phoneId === to || recipient === to || spellings.includes(number?.replace(/\D/g, "") || "no number"),
  );
}

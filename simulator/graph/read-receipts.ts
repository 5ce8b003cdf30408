import { type Json, objectAt, textAt } from "../json.ts";
import { messageChanged, phoneChanged, type World } from "../world.ts";
import { whatsappError } from "./errors.ts";
import type { GraphResponse } from "./messages.ts";

const TYPING_MILLISECONDS = 25_000;

/** Marks a person's message and the earlier ones as read; may show "typing…" for 25 s or until the reply. */
export function markAsRead(world: World, body: Json): GraphResponse {
  const id = textAt(body, "message_id");
  if (!id) throw whatsappError(100, "Parameter 'message_id' is missing");
  const phone = world.phones.byId.get(world.writers.get(id) ?? "");
  if (!phone) throw whatsappError(131009, "message_id: there is no such inbound message");
  const read = phone.messages.findIndex((message) => message.id === id);
  for (const message of phone.messages.slice(0, read + 1)) {
    if (message.author === "business" || message.state === "read") continue;
    message.state = "read";
    messageChanged(world, phone, message);
  }
  const typing = textAt(objectAt(body, "typing_indicator"), "type") !== null;
  if (typing) {
    phone.typingUntil = Date.now() + TYPING_MILLISECONDS;
    phoneChanged(world, phone);
  }
  return { body: { success: true }, summary: `${typing ? "read and typing" : "read"} · ${phone.name}` };
}

import type { ChatMessage } from "../chat.ts";
import { describeBubble } from "../chat.ts";
import { newWamid } from "../ids.ts";
import { type Json, objectAt, textAt } from "../json.ts";
import type { OutboxMessage } from "../outbox.ts";
import { addToChat, type Phone } from "../phones.ts";
import { beginJourney, sentBeforeResponse } from "../webhooks/statuses.ts";
import { messageChanged, type World } from "../world.ts";
import { GraphError, whatsappError } from "./errors.ts";
import { type LaidOut, layOut } from "./outgoing-bubble.ts";
import { findRecipient, type Recipient, requireOpenWindow } from "./recipient.ts";

const LONGEST_CALLBACK = 512;

export type GraphResponse = { body: Json; summary: string; afterResponse?: () => void };

function callbackOf(body: Json): string | null {
  const callback = body.biz_opaque_callback_data ?? null;
  if (callback === null) return null;
  if (typeof callback === "string" && callback.length <= LONGEST_CALLBACK) return callback;
  throw whatsappError(
    100,
    `biz_opaque_callback_data must be a string of at most ${LONGEST_CALLBACK} characters`,
  );
}

function putIntoChat(
  world: World,
  phone: Phone,
  id: string,
  type: string,
  body: Json,
  laidOut: LaidOut,
): ChatMessage | null {
  if (laidOut.reaction) {
    const { messageId, emoji } = laidOut.reaction;
    const target = phone.messages.find((message) => message.id === messageId);
    if (target) target.reactions.business = emoji;
    if (target) messageChanged(world, phone, target);
  }
  if (!laidOut.bubble) return null;
  const chatMessage: ChatMessage = {
    id,
    author: "business",
    at: Date.now(),
    type,
    state: "sent",
    bubble: laidOut.bubble,
    content: objectAt(body, type),
    quotedId: textAt(objectAt(body, "context"), "message_id"),
    reactions: {},
  };
  addToChat(phone, chatMessage);
  return chatMessage;
}

function toResponse(id: string, type: string, { phone, to, recipient }: Recipient): Json {
  const contact = to
    ? { input: to, wa_id: phone.phone?.slice(1) }
    : { input: recipient, user_id: phone.bsuid };
  return {
    messaging_product: "whatsapp",
    contacts: [contact],
    messages: [{ id, ...(type === "template" ? { message_status: "accepted" } : {}) }],
  };
}

/** Takes a message for a person as Meta would, or throws Meta's refusal. */
export async function acceptMessage(world: World, body: Json): Promise<GraphResponse> {
  if (body.messaging_product !== "whatsapp") {
    throw new GraphError(400, 100, "(#100) The parameter messaging_product is required.");
  }
  const found = findRecipient(world, body);
  const { phone, to, recipient } = found;
  const type = textAt(body, "type") ?? "text";
  const callback = callbackOf(body);
  const laidOut = layOut(phone, type, objectAt(body, type));
  if (type !== "template") requireOpenWindow(phone);
  if (type === "interactive" && world.faults.refusesButtons)
    throw whatsappError(131051, "Message type is currently not supported.");
  if (world.faults.refuseWith)
    throw whatsappError(world.faults.refuseWith, "Refused as the faults panel asks.");
  const id = newWamid();
  const text = laidOut.bubble ? describeBubble(laidOut.bubble) : (laidOut.reaction?.emoji ?? "");
  const message: OutboxMessage = {
    id,
    phoneId: phone.id,
    to,
    recipient,
    type,
    text,
    body,
    biz_opaque_callback_data: callback,
    category: laidOut.category,
    acceptedAt: new Date().toISOString(),
    statuses: [],
  };
  world.outbox.set(id, message);
  const journey = { phone, message, chatMessage: putIntoChat(world, phone, id, type, body, laidOut) };
  const sentAlready = await sentBeforeResponse(world, journey);
  return {
    body: toResponse(id, type, found),
    summary: `${type} to ${phone.name}: ${text}`,
    afterResponse: () => void beginJourney(world, journey, sentAlready),
  };
}

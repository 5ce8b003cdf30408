import type { Bubble, ChatMessage } from "../chat.ts";
import { summarize } from "../chat.ts";
import { newWamid } from "../ids.ts";
import { type Json, objectAt, textAt } from "../json.ts";
import { addToChat, type Phone } from "../phones.ts";
import { messageChanged, phoneChanged, takeTurn, type World, whenOnline } from "../world.ts";
import { withBlanks, withoutParts } from "./blanks.ts";
import { deliver } from "./deliver.ts";
import { contactOf, sharedIdentity, timestampOf } from "./envelope.ts";
import { inboundBubble } from "./inbound-bubble.ts";

/** A message as the phone writes it: its type and that type's object, and whatever is to be overridden. */
export type InboundDraft = {
  message: Json;
  id?: string;
  timestamp?: string;
  times?: number;
  contacts?: unknown;
};

type Sent = { wamid: string; firstOutcomes: Promise<(number | string)[]> };

function identityOf(phone: Phone): Json {
  const { waId, userId } = sharedIdentity(phone);
  return {
    ...withBlanks(phone.blanks, {
      from: waId,
      from_user_id: userId,
      from_parent_user_id: null,
      group_id: null,
    }),
    ...withoutParts(phone.blanks, "context", "referral", "errors"),
  };
}

function react(world: World, phone: Phone, message: Json): void {
  const reaction = objectAt(message, "reaction");
  const target = phone.messages.find(({ id }) => id === textAt(reaction, "message_id"));
  if (!target) return;
  target.reactions.student = textAt(reaction, "emoji") ?? "";
  messageChanged(world, phone, target);
}

function remember(world: World, phone: Phone, message: Json, bubble: Bubble): ChatMessage {
  const chatMessage: ChatMessage = {
    id: String(message.id),
    author: "student",
    at: Date.now(),
    type: String(message.type),
    state: phone.online ? "sent" : "waiting",
    bubble,
    content: message,
    quotedId: textAt(objectAt(message, "context"), "id"),
    reactions: {},
  };
  addToChat(phone, chatMessage);
  world.writers.set(chatMessage.id, phone.id);
  const writtenAt = Math.min(Number(message.timestamp) * 1000, Date.now());
  if (Number.isFinite(writtenAt)) phone.lastInboundAt = Math.max(phone.lastInboundAt ?? 0, writtenAt);
  messageChanged(world, phone, chatMessage);
  return chatMessage;
}

function settle(world: World, phone: Phone, chatMessage: ChatMessage | null, taken: boolean): void {
  if (!taken || !chatMessage || chatMessage.state === "read") return;
  chatMessage.state = "delivered";
  messageChanged(world, phone, chatMessage);
}

/** Sends a message from a phone; its webhooks keep the order in which the phone sent them. */
export function sendFromPhone(world: World, phone: Phone, draft: InboundDraft): Sent {
  const message: Json = {
    ...identityOf(phone),
    id: draft.id ?? newWamid(),
    timestamp: draft.timestamp ?? timestampOf(Date.now()),
    ...draft.message,
  };
  const bubble = inboundBubble(message);
  if (message.type === "reaction") react(world, phone, message);
  const chatMessage = bubble ? remember(world, phone, message, bubble) : null;
  const first = Promise.withResolvers<(number | string)[]>();
  const contacts = message.type === "system" ? {} : { contacts: draft.contacts ?? [contactOf(phone)] };
  const summary = `${phone.name}: ${bubble ? summarize(bubble) : String(message.type)}`;
  whenOnline(world, phone, () => {
    if (chatMessage?.state === "waiting") {
      chatMessage.state = "sent";
      messageChanged(world, phone, chatMessage);
    }
    takeTurn(world, phone.id, async () => {
      const value = { ...contacts, messages: [message] };
      const times = draft.times ?? 1;
      const delivery = deliver(world, { kind: "message", summary, phoneId: phone.id, value, times });
      delivery.firstOutcomes.then(first.resolve);
      settle(world, phone, chatMessage, await delivery.taken);
    });
  });
  if (!phone.online) first.resolve([]);
  phoneChanged(world, phone);
  return { wamid: String(message.id), firstOutcomes: first.promise };
}

import type { PendingMessage } from "../inbox/inbox.ts";
import type { Sender } from "../people/identity-upserts.ts";
import { isAddress } from "../whatsapp/people.ts";
import { type IncomingMessage, readIncomingMessage } from "../whatsapp/webhook/message.ts";

/** A stored message, and what it says. */
export interface ReadMessage {
  event: PendingMessage;
  message: IncomingMessage;
}

/** Messages of one lane, in the order in which they came. */
export interface Conversation {
  lane: string;
  messages: ReadMessage[];
}

/** What can be worked on in one transaction, and the lanes that have to be worked on alone. */
export interface Loaded {
  conversations: Conversation[];
  alone: string[];
}

/** One message to be worked on alone; throws where it does not fit Meta's shape. */
export function readAlone(event: PendingMessage): Loaded {
  return { conversations: [{ lane: event.lane, messages: [readMessage(event)] }], alone: [] };
}

/**
 * The messages of many people. Alone go lanes with a message that was tried before, cannot be read, tells of an identity or
 * has no one sender: nobody else should have to share its fate.
 */
export function readTogether(events: PendingMessage[]): Loaded {
  const loaded: Loaded = { conversations: [], alone: [] };
  for (const [lane, ofLane] of Map.groupBy(events, (event) => event.lane)) {
    const messages = readPlain(ofLane);
    if (messages) loaded.conversations.push({ lane, messages });
    else loaded.alone.push(lane);
  }
  return loaded;
}

/** Who wrote a conversation, as far as its messages tell. */
export function senderOf({ messages }: Conversation): Sender {
  const wroteAt = messages
    .filter(({ message }) => message.opensWindow)
    .map(({ message }) => message.sentAt)
    .sort((a, b) => b.getTime() - a.getTime())[0];
  const latest = (told: "profileName" | "username") =>
    messages.findLast(({ message }) => message[told])?.message[told] ?? null;
  return {
    address: messages.at(-1)?.message.sender ?? { phone: null, bsuid: null },
    profileName: latest("profileName"),
    username: latest("username"),
    wroteAt: wroteAt ?? null,
  };
}

function readMessage(event: PendingMessage): ReadMessage {
  return { event, message: readIncomingMessage(event.payload, event.receivedAt) };
}

function readPlain(events: PendingMessage[]): ReadMessage[] | null {
  if (events.some(({ attempts }) => attempts > 0)) return null;
  try {
    const messages = events.map(readMessage);
    const addresses = new Set(messages.map(({ message: { sender } }) => `${sender.phone} ${sender.bsuid}`));
    const isPlain = messages.every(({ message: { sender, type } }) => type !== "system" && isAddress(sender));
    return isPlain && addresses.size === 1 ? messages : null;
  } catch {
    return null;
  }
}

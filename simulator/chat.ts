import type { Json } from "./json.ts";

export type Button = {
  kind: "reply" | "list" | "quick_reply" | "url" | "call" | "copy" | "contact";
  title: string;
  value: string;
  description?: string;
};

/** What a bubble shows, whatever the message's type. */
export type Bubble = {
  header?: string;
  text: string;
  footer?: string;
  buttons?: Button[];
  media?: "image" | "audio" | "video" | "document" | "sticker" | "location" | "contacts";
};

/** waiting: phone is off line; sent: left the phone; delivered: it arrived; read: it was seen. */
type MessageState = "waiting" | "sent" | "delivered" | "read";

export type ChatMessage = {
  id: string;
  author: "student" | "business";
  at: number;
  type: string;
  state: MessageState;
  bubble: Bubble;
  content: Json;
  quotedId: string | null;
  reactions: { student?: string; business?: string };
};

const LONGEST_SUMMARY = 200;

const MEDIA_WORDS: Record<string, string> = {
  image: "Photo",
  audio: "Voice message",
  video: "Video",
  document: "Document",
  sticker: "Sticker",
  location: "Location",
  contacts: "Contact",
};

/** What a message says in words: its text, or what it is. */
export function describeBubble(bubble: Bubble): string {
  if (bubble.text) return bubble.text;
  return bubble.media ? (MEDIA_WORDS[bubble.media] ?? "Media") : (bubble.header ?? "Message");
}

/** The beginning of that, for a line in a list. */
export function summarize(bubble: Bubble): string {
  const words = describeBubble(bubble);
  return words.length > LONGEST_SUMMARY ? `${words.slice(0, LONGEST_SUMMARY)}…` : words;
}

import type { Bubble } from "../chat.ts";
import { type Json, listAt, objectAt, textAt } from "../json.ts";

const CAPTIONED = new Set(["image", "video", "document", "audio", "sticker"]);

function tappedTitle(interactive: Json): string {
  const reply = { ...objectAt(interactive, "button_reply"), ...objectAt(interactive, "list_reply") };
  return textAt(reply, "title") ?? textAt(objectAt(interactive, "nfm_reply"), "body") ?? "Reply";
}

/** How a person's own message looks in the chat; null for what makes no bubble (reactions, notices). */
export function inboundBubble(message: Json): Bubble | null {
  const type = textAt(message, "type") ?? "";
  const content = objectAt(message, type);
  if (["reaction", "system", "edit", "revoke"].includes(type)) return null;
  if (type === "text") return { text: textAt(content, "body") ?? "" };
  if (type === "button") return { text: textAt(content, "text") ?? "" };
  if (type === "interactive") return { text: tappedTitle(content) };
  if (type === "location") return { text: textAt(content, "name") ?? "", media: "location" };
  if (type === "contacts") {
    const [first] = listAt(message, "contacts");
    return { text: textAt(objectAt(first, "name"), "formatted_name") ?? "", media: "contacts" };
  }
  if (CAPTIONED.has(type)) {
    const text = textAt(content, "caption") ?? textAt(content, "filename") ?? "";
    return { text, media: type as Bubble["media"] };
  }
  return { text: `[${type || "message without a type"}]` };
}

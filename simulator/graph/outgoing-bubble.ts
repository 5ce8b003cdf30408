import type { Bubble } from "../chat.ts";
import { type Json, textAt } from "../json.ts";
import type { Phone } from "../phones.ts";
import { GraphError, whatsappError } from "./errors.ts";
import { layOutInteractive } from "./interactive-message.ts";
import { layOutTemplate } from "./template-message.ts";

const LONGEST_TEXT = 4096;

/** What a checked message will look like; a reaction has no bubble but the message that it is put on. */
export type LaidOut = {
  bubble: Bubble | null;
  category: string;
  reaction?: { messageId: string; emoji: string };
};

function layOutText(text: Json): Bubble {
  const body = textAt(text, "body");
  if (!body) throw new GraphError(400, 100, "(#100) The parameter text['body'] is required.");
  if ([...body].length > LONGEST_TEXT) {
    throw new GraphError(
      400,
      100,
      `(#100) Param text['body'] must be at most ${LONGEST_TEXT} characters long.`,
    );
  }
  return { text: body };
}

function layOutReaction(phone: Phone, reaction: Json): LaidOut {
  const messageId = textAt(reaction, "message_id");
  if (!messageId) throw whatsappError(131008, "Parameter 'reaction.message_id' is missing");
  if (!phone.messages.some(({ id }) => id === messageId)) {
    throw whatsappError(131009, "reaction.message_id: there is no such message in this chat");
  }
  return {
    bubble: null,
    category: "service",
    reaction: { messageId, emoji: textAt(reaction, "emoji") ?? "" },
  };
}

/** Checks the part of a message that belongs to its type. */
export function layOut(phone: Phone, type: string, content: Json): LaidOut {
  if (type === "text") return { bubble: layOutText(content), category: "service" };
  if (type === "template") return layOutTemplate(content);
  if (type === "interactive") return { bubble: layOutInteractive(content), category: "service" };
  if (type === "reaction") return layOutReaction(phone, content);
  throw whatsappError(131051, `This stand-in for Meta does not send messages of type "${type}".`);
}

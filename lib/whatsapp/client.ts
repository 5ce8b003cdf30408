import { z } from "zod";
import { env } from "../env.ts";
import { type Buttons, toInteractive } from "./buttons.ts";
import { callGraph, type GraphOutcome } from "./graph.ts";
import { optional, optionalText } from "./optional.ts";
import type { WhatsappAddress } from "./people.ts";

/** A template with the values that fill it; `components` as in Meta's send API. */
interface TemplateContent {
  name: string;
  language: string;
  components: unknown[] | null;
}

/** What a message says: a text of at most 4096 characters, perhaps with buttons, or a template. */
export type MessageContent =
  | { kind: "text"; text: string; buttons?: Buttons | null }
  | { kind: "template"; template: TemplateContent };

/** What came of sending: Meta's message id, and the number that WhatsApp knows the recipient by, or why there is none. */
export type SendOutcome =
  | { kind: "accepted"; wamid: string; waId?: string | undefined }
  | Exclude<GraphOutcome, { kind: "succeeded" }>;

const acceptedBody = z.looseObject({
  messages: z.tuple([z.looseObject({ id: z.string().min(1).max(256) })]).rest(z.unknown()),
  contacts: optional(z.array(z.looseObject({ wa_id: optionalText }))),
});

/** Sends one message, once. `callbackData` (at most 512 characters) comes back with each of its statuses. */
export async function sendMessage(
  to: WhatsappAddress,
  content: MessageContent,
  callbackData: string,
): Promise<SendOutcome> {
  const outcome = await callGraph("POST", `${env().WHATSAPP_PHONE_NUMBER_ID}/messages`, {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...(to.phone ? { to: to.phone } : { recipient: to.bsuid }),
    ...toGraph(content),
    biz_opaque_callback_data: callbackData,
  });
  if (outcome.kind !== "succeeded") return outcome;
  const accepted = acceptedBody.safeParse(outcome.body);
  if (!accepted.success) return { kind: "ambiguous", reason: "a response without a message id" };
  const { messages, contacts } = accepted.data;
  return { kind: "accepted", wamid: messages[0].id, waId: contacts?.[0]?.wa_id };
}

function toGraph(content: MessageContent): object {
  if (content.kind === "text") {
    const { text, buttons } = content;
    const plain = { type: "text", text: { body: text, preview_url: false } };
    return (buttons && toInteractive(text, buttons)) ?? plain;
  }
  const { name, language, components } = content.template;
  return {
    type: "template",
    template: { name, language: { code: language }, ...(components ? { components } : {}) },
  };
}

/** Marks a person's message as read, so that its ticks turn blue; whether Meta took it does not matter to anyone. */
export async function markRead(wamid: string): Promise<void> {
  await callGraph("POST", `${env().WHATSAPP_PHONE_NUMBER_ID}/messages`, {
    messaging_product: "whatsapp",
    status: "read",
    message_id: wamid,
  });
}

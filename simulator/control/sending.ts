import { z } from "zod";
import type { Button, ChatMessage } from "../chat.ts";
import { Refusal } from "../http.ts";
import type { Json } from "../json.ts";
import type { Phone } from "../phones.ts";
import { BUSINESS_NUMBER } from "../webhooks/envelope.ts";
import { type InboundDraft, sendFromPhone } from "../webhooks/inbound.ts";
import { listOddities, ODDITIES } from "../webhooks/oddities.ts";
import type { World } from "../world.ts";
import { type ControlRoutes, parseControl, requirePhone } from "./call.ts";

const repeated = z
  .strictObject({
    of: z.string().min(1).max(100),
    count: z.number().int().min(1).max(65_536),
    before: z.string().max(1000).default(""),
    after: z.string().max(1000).default(""),
  })
  .refine(({ of, count }) => of.length * count <= 2 * 65_536, "comes to more than a message may hold");

const sending = z.strictObject({
  type: z.literal("text").optional(),
  text: z.string().min(1).max(65_536).optional(),
  repeat: repeated.optional(),
  oddity: z.string().optional(),
  message: z.record(z.string(), z.unknown()).optional(),
  id: z.string().optional(),
  timestamp: z.union([z.string(), z.number()]).transform(String).optional(),
  times: z.number().int().min(1).max(100).optional(),
  contacts: z.unknown().optional(),
  contextId: z.string().optional(),
  wait: z.boolean().optional(),
});

const tap = z.strictObject({
  messageId: z.string(),
  button: z.union([z.string(), z.number().int()]),
  payload: z.string().optional(),
  wait: z.boolean().optional(),
});

function contextTo(id: string): Json {
  return { context: { from: BUSINESS_NUMBER, id } };
}

async function send(world: World, phone: Phone, draft: InboundDraft, wait = true) {
  const { wamid, firstOutcomes } = sendFromPhone(world, phone, draft);
  return { wamid, responses: wait ? await firstOutcomes : [] };
}

function buttonMessage(phone: Phone, { kind, title, value, description }: Button): Json {
  if (kind === "quick_reply") return { type: "button", button: { payload: value, text: title } };
  const reply = { id: value, title };
  if (kind === "reply")
    return { type: "interactive", interactive: { type: "button_reply", button_reply: reply } };
  if (kind === "list") {
    const listReply = description ? { ...reply, description } : reply;
    return { type: "interactive", interactive: { type: "list_reply", list_reply: listReply } };
  }
  if (kind !== "contact") throw new Refusal(409, "This button opens something; it sends nothing.");
  if (!phone.phone) throw new Refusal(409, "This phone has no number to share.");
  const numbers = [{ phone: phone.phone, wa_id: phone.phone.slice(1) }];
  const contact = { name: { formatted_name: phone.name }, phones: numbers, origin: "contact_request" };
  return { type: "contacts", contacts: [contact] };
}

function requireButton(message: ChatMessage | undefined, wanted: string | number): Button {
  const buttons = message?.bubble.buttons ?? [];
  const button = typeof wanted === "number" ? buttons[wanted] : buttons.find(({ title }) => title === wanted);
  if (!button) throw new Refusal(404, "There is no such button on such a message.");
  return button;
}

const FOREIGN_PAYLOAD = "campaign_7_choice_1";

function draftOf({ text, repeat, oddity, message }: z.infer<typeof sending>): InboundDraft {
  if (oddity) {
    const found = ODDITIES[oddity];
    if (!found)
      throw new Refusal(422, "oddity: there is none of this name. GET /control/oddities lists them.");
    return found.write(Date.now());
  }
  if (message) return { message };
  const written = repeat ? repeat.before + repeat.of.repeat(repeat.count) + repeat.after : text;
  if (written === undefined) throw new Refusal(422, "text, repeat, oddity or message: one of them is needed");
  return { message: { type: "text", text: { body: written } } };
}

/** Calls in which a person does something with a phone. */
export const sendingRoutes: ControlRoutes = {
  "GET oddities": () => ({ oddities: listOddities() }),
  "POST phones/:id/send": (call) => {
    const phone = requirePhone(call);
    const wanted = parseControl(sending, call.body);
    const { id, timestamp, times, contacts, contextId, wait } = wanted;
    const draft = draftOf(wanted);
    const given = Object.entries({ id, timestamp, times, contacts }).filter(
      ([, value]) => value !== undefined,
    );
    const message = contextId ? { ...draft.message, ...contextTo(contextId) } : draft.message;
    return send(call.world, phone, { ...draft, ...Object.fromEntries(given), message }, wait);
  },
  "POST phones/:id/tap": (call) => {
    const phone = requirePhone(call);
    const { messageId, button, payload, wait } = parseControl(tap, call.body);
    const shown = requireButton(
      phone.messages.find(({ id }) => id === messageId),
      button,
    );
    const other = payload ?? (call.world.faults.foreignPayloads ? FOREIGN_PAYLOAD : undefined);
    const tapped = other === undefined ? shown : { ...shown, value: other };
    const message = { ...buttonMessage(phone, tapped), ...contextTo(messageId) };
    return send(call.world, phone, { message }, wait);
  },
};

import { type Json, textAt } from "../json.ts";
import { createPhone, findByNumber, type Phone, parseNumber, windowClosesAt } from "../phones.ts";
import { spellingsOf } from "../spellings.ts";
import { BUSINESS_NUMBER } from "../webhooks/envelope.ts";
import { phoneChanged, type World } from "../world.ts";
import { GraphError, whatsappError } from "./errors.ts";

const BSUID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

export type Recipient = { phone: Phone; to: string | null; recipient: string | null };

function phoneByNumber(world: World, to: string): Phone {
  const digits = parseNumber(to);
  if (!digits) throw whatsappError(100, "Parameter 'to' is not a valid phone number");
  if (digits === BUSINESS_NUMBER) throw whatsappError(131021, "The recipient is the sending number itself.");
  const known = findByNumber(world.phones, digits);
  if (known) return known;
  // Whether this person wrote before the simulator began is not known; it gives them the benefit of the doubt.
  const [waId] = spellingsOf(digits);
  const stranger = { name: `+${waId}`, phone: `+${waId}`, presumedSince: Date.now() };
  const phone = createPhone(world.phones, stranger);
  phoneChanged(world, phone);
  return phone;
}

/** Finds whom a message is for; a number that was never seen becomes a phone. `to` wins over `recipient`. */
export function findRecipient(world: World, body: Json): Recipient {
  const to = typeof body.to === "number" ? String(body.to) : textAt(body, "to");
  if (to) return { phone: phoneByNumber(world, to), to, recipient: null };
  const recipient = textAt(body, "recipient");
  if (!recipient) throw new GraphError(400, 100, "(#100) The parameter to is required.");
  if (!BSUID.test(recipient))
    throw whatsappError(100, "Parameter 'recipient' is not a business-scoped user ID");
  const phone = world.phones.byBsuid.get(recipient);
  if (!phone)
    throw whatsappError(131026, "No WhatsApp user of this business has this business-scoped user ID.");
  return { phone, to: null, recipient };
}

/** Refuses what is not a template when the person has not written within the last 24 hours. */
export function requireOpenWindow(phone: Phone): void {
  if (windowClosesAt(phone) !== null) return;
  const details =
    "Message failed to send because more than 24 hours have passed since the customer last replied to this number.";
  throw whatsappError(131047, details);
}

import parsePhoneNumber from "libphonenumber-js";
import { db } from "../db.ts";
import { AppError } from "../errors.ts";
import { findPerson } from "../identities.ts";
import { isBsuid, type WhatsappAddress } from "../whatsapp/people.ts";
import type { Recipient } from "./outbound.ts";

/** Whom `to` names: a person we know, or an address. Throws 422 for what is neither a number nor a BSUID. */
export async function requireRecipient(to: string): Promise<Recipient> {
  const address = isBsuid(to) ? { phone: null, bsuid: to } : readPhone(to);
  const person = await findPerson(db(), address);
  return person ? { person } : { person: null, address };
}

function readPhone(to: string): WhatsappAddress {
  const international = to
    .normalize("NFKC")
    .replace(/^00/, "+")
    .replace(/^(?=\d)/, "+");
  const number = /[\d)]$/.test(to) ? parsePhoneNumber(international) : undefined;
  if (!number?.isPossible()) {
    const message = "Write the number with its country code, such as +15551234567.";
    throw new AppError("validation_failed", message, 422, { errors: [{ path: "to", message }] });
  }
  return { phone: number.number, bsuid: null };
}

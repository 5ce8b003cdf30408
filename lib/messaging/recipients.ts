import parsePhoneNumber from "libphonenumber-js";
import { db } from "../db.ts";
import { AppError } from "../errors.ts";
import { findPerson } from "../identities.ts";
import { findBusinessNumber } from "../whatsapp/number.ts";
import { isBsuid, toPhone } from "../whatsapp/people.ts";
import type { Recipient } from "./outbound.ts";

/** How WhatsApp still names many numbers of Mexico: with a 1 that the telephone network has given up. */
const MEXICAN_MOBILE = /^\+521\d{10}$/;

/** Whom `to` names: a person we know, or an address. Throws 422 for what is neither a number nor a BSUID, and for our own number. */
export async function requireRecipient(to: string): Promise<Recipient> {
  const known = await findPerson(
    db(),
    isBsuid(to) ? { phone: null, bsuid: to } : { phone: toDigits(to), bsuid: null },
  );
  if (known) return { person: known };
  if (isBsuid(to)) return { person: null, address: { phone: null, bsuid: to } };
  const phone = requirePhone(to);
  const own = await findBusinessNumber();
  if (own?.displayPhone.replaceAll(/\D/g, "") === phone.slice(1))
    throw refused("A number cannot write to itself.");
  const person = await findPerson(db(), { phone, bsuid: null });
  return person ? { person } : { person: null, address: { phone, bsuid: null } };
}

/** The number as it stands, so that a person whom WhatsApp gave an unusual one can be written to. */
function toDigits(to: string): string | null {
  return toPhone(to.normalize("NFKC").replaceAll(/[\s().-]/g, ""));
}

function requirePhone(to: string): string {
  const international = to
    .normalize("NFKC")
    .replace(/^00/, "+")
    .replace(/^(?=\p{Nd})/u, "+");
  const number = /^[\p{Nd}\s+()./-]+$/u.test(international) ? parsePhoneNumber(international) : undefined;
  if (!number || !(number.isPossible() || MEXICAN_MOBILE.test(number.number)))
    throw refused("Write the number with its country code, such as +15551234567.");
  return number.number;
}

function refused(message: string): AppError {
  return new AppError("validation_failed", message, 422, { errors: [{ path: "to", message }] });
}

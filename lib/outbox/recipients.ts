import { type Db, db } from "../db.ts";
import { AppError } from "../errors.ts";
import { findPerson } from "../people/identities.ts";
import { isSameLine } from "../people/lines.ts";
import { readWrittenNumber, toInternational } from "../people/phone-numbers.ts";
import { findBusinessNumber } from "../whatsapp/number.ts";
import { isBsuid } from "../whatsapp/people.ts";
import type { Recipient } from "./outbound.ts";

/** Whom `to` names: a person we know, or an address. Throws 422 for what is neither a number nor a BSUID, and for our own number. */
export async function requireRecipient(to: string): Promise<Recipient> {
  const bsuid = to.replaceAll(/[\p{Cf}\s]/gu, "");
  const address = isBsuid(bsuid)
    ? { phone: null, bsuid }
    : { phone: await requirePhone(db(), to), bsuid: null };
  const person = await findPerson(db(), address);
  return person ? { person } : { person: null, address };
}

/**
 * The number in full. As it stands, where somebody of ours has exactly this one, so that a person whom WhatsApp gave an
 * unusual number, or one that was written without +, can be written to; what is not theirs needs its country code.
 */
async function requirePhone(tx: Db, to: string): Promise<string> {
  const written = readWrittenNumber(to);
  if (!written || written.isDoubtful) throw refused(NO_NUMBER);
  const asItStands = `+${written.digits}`;
  const isOurs = (await tx.whatsappUser.count({ where: { whatsappPhone: asItStands } })) > 0;
  const phone = isOurs ? asItStands : toInternational(written);
  if (!phone) throw refused(NO_NUMBER);
  const own = (await findBusinessNumber())?.displayPhone.replaceAll(/\D/g, "");
  if (own && (await isSameLine(tx, `+${own}`, phone))) throw refused("A number cannot write to itself.");
  return phone;
}

const NO_NUMBER = "Write the number with its country code, such as +15551234567.";

function refused(message: string): AppError {
  return new AppError("validation_failed", message, 422, { errors: [{ path: "to", message }] });
}

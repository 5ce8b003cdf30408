import { readPhoneNumber } from "#lib/people/phone-numbers";
import type { Person } from "../responses.ts";

/** Whom the message is for: somebody chosen from the list, or what was typed. */
export interface RecipientChoice {
  typed: string;
  person: Person | null;
}

/** Nobody yet. */
export const NOBODY: RecipientChoice = { typed: "", person: null };

/** What the API takes as `to`; null while nobody is named. */
export function addressOf({ typed, person }: RecipientChoice): string | null {
  return person ? (person.whatsapp_phone ?? person.bsuid) : readPhoneNumber(typed);
}

/** How a person is called: as the school does where there is an account, else by their number; never by what they call themselves. */
export function nameOf(person: Person): string {
  if (person.user_name ?? person.whatsapp_phone) return person.user_name ?? person.whatsapp_phone ?? "";
  return person.whatsapp_name
    ? `Someone who calls themselves “${person.whatsapp_name}”`
    : "Someone without a number";
}

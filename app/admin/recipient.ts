import { readPhoneNumber } from "#lib/phone-numbers";
import type { Person } from "./answers.ts";

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

/** How a person is called: by their account where there is one. */
export function nameOf(person: Person): string {
  return (
    person.user_name ??
    person.whatsapp_name ??
    person.whatsapp_username ??
    person.whatsapp_phone ??
    person.bsuid ??
    "No name"
  );
}

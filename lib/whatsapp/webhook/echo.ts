import { z } from "zod";
import { optionalText } from "../optional.ts";

const metadataSchema = z.object({ display_phone_number: optionalText });

/** Whether a message is our own number's: an echo, which the bot must not answer. */
export function isOwnNumber(from: string | undefined, metadata: unknown): boolean {
  const own = metadataSchema.safeParse(metadata).data?.display_phone_number?.replaceAll(/\D/g, "");
  return (
    Boolean(own) && from !== undefined && oneSpelling(from.replace(/^\+/, "")) === oneSpelling(own ?? "")
  );
}

/** Numbers with digits that some write and others leave out: of Brazil, Mexico, Argentina and Benin. */
const SPELLINGS = [/^(55\d\d)9?(\d{8})$/, /^(52)1?(\d{10})$/, /^(54)9?(\d{10})$/, /^(229)(?:01)?(\d{8})$/];

function oneSpelling(digits: string): string {
  return SPELLINGS.reduce((spelt, rule) => spelt.replace(rule, "$1$2"), digits);
}

import { z } from "zod";
import { optionalText } from "../optional.ts";
import { spellingOfLine } from "../spelling-of-line.ts";

const metadataSchema = z.object({ display_phone_number: optionalText });

/** Whether a message is our own number's: an echo, which the bot must not answer. */
export function isOwnNumber(from: string | undefined, metadata: unknown): boolean {
  const own = metadataSchema.safeParse(metadata).data?.display_phone_number?.replaceAll(/\D/g, "");
  if (!own || from === undefined) return false;
  return spellingOfLine(`+${from.replace(/^\+/, "")}`) === spellingOfLine(`+${own}`);
}

import { z } from "zod";
import { isSeen } from "../visible.ts";

/** Whether nothing was given: no value, null, or a text in which nothing is to be seen. */
export function isBlank(given: unknown): boolean {
  return given === null || given === undefined || (typeof given === "string" && !isSeen(given));
}

/** An optional field of Meta's, in the one way in which all of them are read: blank or of another kind is the same as absent. */
export function optional<T extends z.ZodType>(schema: T) {
  const read = (given: unknown): z.output<T> | undefined =>
    isBlank(given) ? undefined : schema.safeParse(given).data;
  return z.transform(read).optional();
}

/** What names somebody to WhatsApp: a number, also as JSON's, or a business-scoped user id; without blanks around it. */
export const identifier = z.transform(readIdentifier).optional();

// Each message has several of these: without a schema inside they take a third of the time.
function readIdentifier(given: unknown): string | undefined {
  if (typeof given === "number")
    return Number.isSafeInteger(given) && given >= 1000 ? String(given) : undefined;
  if (typeof given !== "string" || given.length > 160 || isBlank(given)) return undefined;
  return given.replaceAll(/^[\s\p{C}]+|[\s\p{C}]+$/gu, "");
}

/** An optional text of Meta's. */
export const optionalText = z.transform(readText).optional();

function readText(given: unknown): string | undefined {
  return typeof given === "string" && !isBlank(given) ? given : undefined;
}

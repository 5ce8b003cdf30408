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
export const identifier = optional(
  z
    .union([z.string().max(160), z.int().min(1000).transform(String)])
    .transform((given) => given.replaceAll(/^[\s\p{C}]+|[\s\p{C}]+$/gu, "")),
);

/** An optional text of Meta's. */
export const optionalText = optional(z.string());

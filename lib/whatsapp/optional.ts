import { z } from "zod";

/** Whether Meta gave nothing: no value, null, or a text in which nothing is to be seen. */
export function isBlank(given: unknown): boolean {
  return given === null || given === undefined || (typeof given === "string" && /^[\s\p{C}]*$/u.test(given));
}

/** An optional field of Meta's, in the one way in which all of them are read: blank or of another kind is the same as absent. */
export function optional<T extends z.ZodType>(schema: T) {
  const read = (given: unknown): z.output<T> | undefined =>
    isBlank(given) ? undefined : schema.safeParse(given).data;
  return z.transform(read).optional();
}

/** What names somebody to WhatsApp: a number or a business-scoped user id. */
export const identifier = optional(z.string().min(1).max(160));

/** An optional text of Meta's. */
export const optionalText = optional(z.string());

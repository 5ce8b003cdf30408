import { z } from "zod";

/** An http(s) address that can be called as it is. */
export const origin = z
  .url({ protocol: /^https?$/, error: "is not an http(s) address", abort: true })
  .refine((address) => {
    const { username, password } = new URL(address);
    return username === "" && password === "";
  }, "must not hold a user name or a password")
  .refine((address) => new URL(address).port !== "0", "must not name port 0, which nobody can call");

/** Text of at least so many characters, without spaces. */
export const secret = (length: number) =>
  z
    .string()
    .min(length, `must be at least ${length} characters long`)
    .regex(/^\S+$/, "must not contain spaces");

/** A whole number between two bounds; `otherwise` is said of anything else. */
export const wholeNumber = (otherwise: string, least: number, most: number) => {
  const range = `must be between ${least} and ${most}`;
  return z.coerce.number(otherwise).int(otherwise).min(least, range).max(most, range);
};

/** A TCP port. */
export const port = wholeNumber("is not a port number", 1, 65535);

/** One of these words. */
export const oneOf = <const T extends readonly string[]>(words: T) =>
  z.enum(words, `must be one of ${words.join(", ")}`);

/** true or false, in the words that people use for it. */
export const yesOrNo = z.stringbool({ error: "must be true or false" });

/** The name of a time zone in the IANA's list; an offset such as +01:00 is none. */
export const timeZone = z
  .string()
  .trim()
  .refine((name) => {
    try {
      return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
    } catch {
      return false;
    }
  }, "is not the name of a time zone");

const groupAndRole = "is not a list of group=role";

/** A sign-in provider's groups with the role that each gives: `group=role,group=role`. */
export const roleMap = z
  .string()
  .transform((list) => list.split(",").map((pair) => pair.split("=").map((word) => word.trim())))
  .pipe(
    z.array(
      z.tuple(
        [z.string().min(1, groupAndRole), z.enum(["student", "instructor", "admin"], groupAndRole)],
        groupAndRole,
      ),
    ),
  )
  .transform((pairs) => new Map(pairs));

/** An id of Meta's. */
export const metaId = z.string().regex(/^\d{3,20}$/, "must be digits only");

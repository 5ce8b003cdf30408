import { z } from "zod";
import { optional, optionalText } from "./optional.ts";

const MOST = 999_999_999;

/** The code of one of Meta's errors, of which proxies may have made a text; what is no whole number, such as true, is none. */
export const errorCode = optional(
  z
    .union([
      z.int(),
      z
        .string()
        .regex(/^\s*-?\d{1,9}\s*$/)
        .transform(Number),
    ])
    .pipe(z.int().min(-MOST).max(MOST)),
);

/** What Meta says in more detail: a member of an object, or, in some of its errors, the text itself. */
export const errorDetails = optional(
  z.union([z.looseObject({ details: optionalText }).transform(({ details }) => details), optionalText]),
);

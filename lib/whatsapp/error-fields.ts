import { z } from "zod";

const MOST = 999_999_999;

/** The code of one of Meta's errors, of which proxies may have made a text; null for what is none, such as null, "" or true. */
export const errorCode = z
  .unknown()
  .transform((given) =>
    typeof given === "string" && /^\s*-?\d{1,9}\s*$/.test(given) ? Number(given) : given,
  )
  .pipe(z.int().min(-MOST).max(MOST))
  .nullable()
  .catch(null);

/** A text of one of Meta's errors; null for what is none, or says nothing. */
export const errorText = z.string().regex(/\S/).nullable().catch(null);

/** What Meta says in more detail: a member of an object, or, in some of its errors, the text itself. */
export const errorDetails = z
  .union([z.looseObject({ details: errorText }).transform(({ details }) => details), errorText])
  .nullable()
  .catch(null);

import { AppError } from "../../errors.ts";

/** Why a delivery that is Meta's is not taken apart, and is kept as it came. */
const LEFT_UNREAD = ["too_many_events", "too_many_values", "reading_too_slow"] as const;

/** The fault of a delivery that is Meta's and that is too much to be taken apart. */
export function leftUnread(code: (typeof LEFT_UNREAD)[number]): AppError {
  return new AppError(code, "This delivery holds too much to be read.", 413);
}

/** Whether a delivery is Meta's and is too much to be taken apart. */
export function isLeftUnread(error: unknown): error is AppError {
  return error instanceof AppError && LEFT_UNREAD.some((code) => code === error.code);
}

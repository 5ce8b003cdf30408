import { env } from "../../env.ts";
import { durationInWords } from "../../time.ts";

/** STAFF_IDLE_MINUTES in words: "an hour", "90 minutes". */
export function idleTime(): string {
  const minutes = env().STAFF_IDLE_MINUTES;
  if (minutes === 60) return "an hour";
  if (minutes === 1) return "a minute";
  return durationInWords(minutes);
}

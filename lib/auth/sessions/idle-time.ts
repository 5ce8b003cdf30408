import { env } from "../../env.ts";

/** STAFF_IDLE_MINUTES in words: "an hour", "90 minutes". */
export function idleTime(): string {
  const minutes = env().STAFF_IDLE_MINUTES;
  if (minutes === 60) return "an hour";
  if (minutes === 1) return "a minute";
  return minutes % 60 === 0 ? `${minutes / 60} hours` : `${minutes} minutes`;
}

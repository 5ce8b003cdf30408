import { count } from "./count.ts";

/** How long somebody has to wait, in words: "42 seconds", "7 minutes". */
export function waitInWords(seconds: number): string {
  if (seconds < 90) return count(seconds, "second");
  return `${Math.ceil(seconds / 60)} minutes`;
}

/** How long ago something was, in words: "42 seconds", "7 minutes", "2 hours", "3 days"; only whole ones count. */
export function ageInWords(seconds: number): string {
  if (seconds < 90) return count(Math.floor(seconds), "second");
  if (seconds < 5400) return count(Math.floor(seconds / 60), "minute");
  if (seconds < 48 * 3600) return count(Math.floor(seconds / 3600), "hour");
  return count(Math.floor(seconds / 86_400), "day");
}

/** How long something still lasts: "40 min", "5 h 12 min", "3 days". */
export function timeLeftInWords(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  if (days > 1) return count(days, "day");
  return days * 24 + hours > 0 ? `${days * 24 + hours} h ${minutes % 60} min` : `${minutes} min`;
}

/** A length of time in words: "1 minute", "90 minutes", "1 hour", "2 hours". */
export function durationInWords(minutes: number): string {
  return minutes % 60 === 0 ? count(minutes / 60, "hour") : count(minutes, "minute");
}

/** A time as the clocks of a time zone show it, and the zone's name: `2024-01-01 13:00 Europe/Berlin`. */
export function timeInZone(time: Date, timeZone: string): string {
  return `${time.toLocaleString("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" })} ${timeZone}`;
}

/** A time as our APIs say it: UTC, to the second, such as `2024-01-01T12:00:00Z`. */
export function toTimestamp(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, "Z");
}

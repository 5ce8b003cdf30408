/** How long somebody has to wait, in words: "42 seconds", "7 minutes". */
export function waitInWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

/** A length of time in words: "1 minute", "90 minutes", "1 hour", "2 hours". */
export function durationInWords(minutes: number): string {
  const [count, unit] = minutes % 60 === 0 ? [minutes / 60, "hour"] : [minutes, "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** A time as our APIs say it: UTC, to the second, such as `2024-01-01T12:00:00Z`. */
export function toTimestamp(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, "Z");
}

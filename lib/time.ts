/** A time as our APIs say it: UTC, to the second, such as `2024-01-01T12:00:00Z`. */
export function toTimestamp(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, "Z");
}

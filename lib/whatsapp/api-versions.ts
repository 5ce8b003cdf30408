/** The version of the Graph API that we were made with. */
export const CURRENT_VERSION = "v26.0";

/** The last day of each version, from the changelog of the Graph API; Meta uses another one instead after that. */
const LAST_DAYS: Record<string, string> = {
  "v18.0": "2026-01-26",
  "v19.0": "2026-05-21",
  "v20.0": "2026-09-24",
  "v21.0": "2027-01-21",
  "v22.0": "2027-05-20",
  "v23.0": "2027-10-08",
  "v24.0": "2028-02-18",
  "v25.0": "2028-07-29",
};

/** When Meta stops to serve a version: its last day, as in 2027-01-21; "past" for what is older than we know; null where nobody knows. */
export function lastDayOf(version: string): string | "past" | null {
  if (/^v(\d|1[0-7])\./.test(version)) return "past";
  return LAST_DAYS[version] ?? null;
}

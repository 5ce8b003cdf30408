import { createHash } from "node:crypto";

const BEGIN = Date.parse("2026-11-12T10:00:00Z");
const STEP_MS = 5 * 60_000;

/** Lists are cut off after so many entries: they are to be read. */
const LONGEST_LIST = 3;

/** What stands in for a measured number, by the name of its member. */
const MEASURED: Record<string, number> = {
  age_seconds: 12,
  ahead_seconds: 0,
  clock_ahead_seconds: 0,
  uptime_seconds: 3600,
};

/** What stands in for secrets, by how they look. */
const SECRETS: [RegExp, string][] = [
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2lnbmF0dXJl"],
  [/\b[a-z\d]{32}\b/g, "7k2m9q4x8v1c6b3n5z0w7r2t4y8p1d6f"],
  [/\b[a-f\d]{64}\b/g, "4f1d0b9c2ae84735d8e2c1904b7a6f534f1d0b9c2ae84735d8e2c1904b7a6f53"],
  [/(?<=^|\s|%20)[A-Z\d]{4}-[A-Z\d]{4}\b/g, "AB2D-EFGH"],
  [/^[a-f\d]{12}$/g, "24ca6250fe6f"],
  [/\burn:uuid:[-\da-f]+/g, "urn:uuid:6f1c1a52-6d0b-4c52-9d0e-0d6c0c3b9a11"],
  [/\b\d+ seconds? ago\b/g, "3 seconds ago"],
  [/http:\/\/(127\.0\.0\.1|localhost):\d+/g, "https://connect.example.edu"],
];

/**
 * Replaces in responses what is another each time (IDs, times, secrets, measured numbers) by what is always the same. The
 * same ID stays the same one, and times keep their distance from the first call, to five minutes.
 */
export function newSteadying(): (value: unknown) => unknown {
  const begun = Date.now();
  const stands = new Map<string, string>();
  const standIn = (given: string, make: (count: number) => string) => {
    const made = stands.get(given) ?? make(stands.size + 1);
    stands.set(given, made);
    return made;
  };

  function text(given: string, name: string): string {
    if (/^(id|next_before)$/.test(name) && /^\d+$/.test(given))
      return standIn(given, (count) => String(4720 - count));
    const known = given
      .replaceAll(/\b[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\b/g, (id) => standIn(id, uuidOf))
      .replaceAll(/\bwamid\.[\w=+/-]+/g, (id) =>
        standIn(id, (count) => `wamid.HBgLMTU1NTEyMzQ1NjcVAgARGBI${String(count).padStart(3, "0")}A`),
      )
      .replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (time) => moved(time, time.length))
      .replaceAll(/^\d{4}-\d\d-\d\d$/g, () => moved(new Date(begun).toISOString(), 10));
    return SECRETS.reduce((steady, [pattern, instead]) => steady.replaceAll(pattern, instead), known);
  }

  function moved(time: string, length: number): string {
    const steps = Math.round((Date.parse(time) - begun) / STEP_MS);
    const then = new Date(BEGIN + steps * STEP_MS).toISOString();
    return length > 20 ? then : `${then.slice(0, Math.min(length, 19))}${length === 10 ? "" : "Z"}`;
  }

  function walk(value: unknown, name: string): unknown {
    if (typeof value === "string") return text(value, name);
    if (typeof value === "number") return MEASURED[name] ?? value;
    if (Array.isArray(value)) return value.slice(0, LONGEST_LIST).map((one) => walk(one, name));
    if (typeof value !== "object" || value === null) return value;
    const walked = Object.entries(value).map(([key, inner]) => [key, walk(inner, key)]);
    // The six digits of a pending link, which look like some of Meta's codes.
    if ("tries_left" in value && "code" in value) walked.push(["code", "123456"]);
    return Object.fromEntries(walked);
  }

  return (value) => walk(value, "");
}

function uuidOf(count: number): string {
  const hex = createHash("sha256").update(String(count)).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

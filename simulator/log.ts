type Level = "info" | "warn" | "error";

/** Writes one JSON line. Give it ids and counts only, never a text, a number or a secret. */
export function log(level: Level, event: string, fields: Record<string, string | number> = {}): void {
  const line = { time: new Date().toISOString(), level, name: "simulator", event, ...fields };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

import { type Aim, type Line, median, ratioOf } from "./figures.ts";

const HEAD = ["what", "who", "median", "rounds", "ours ÷ it", "aim"];

function show(value: number): string {
  if (!Number.isFinite(value)) return "none";
  if (value >= 100) return Math.round(value).toLocaleString("en-US");
  return String(Math.round(value * 10) / 10);
}

function showAim(value: number, { atLeast = -Infinity, atMost = Infinity }: Aim): string {
  const limits = [
    Number.isFinite(atLeast) ? `≥ ${atLeast.toLocaleString("en-US")}` : [],
    Number.isFinite(atMost) ? `≤ ${atMost.toLocaleString("en-US")}` : [],
  ];
  return `${limits.flat().join(", ")}: ${value >= atLeast && value <= atMost ? "reached" : "MISSED"}`;
}

function toRows({ name, unit, entries }: Line): string[][] {
  const [ours] = entries;
  return entries.map((entry) => {
    const isOurs = entry === ours;
    const middle = median(entry.rounds);
    const ratio = ratioOf(ours, entry);
    return [
      isOurs ? name : "",
      entry.who,
      `${show(middle)} ${unit}`,
      entry.rounds.map(show).join(" "),
      isOurs || !Number.isFinite(ratio) ? "" : ratio.toFixed(2),
      entry.aim ? showAim(isOurs ? middle : ratio, entry.aim) : "",
    ];
  });
}

/** The lines as a table of plain text, which is also Markdown. */
export function toTable(lines: Line[]): string {
  const rows = lines.flatMap(toRows);
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const toText = (row: string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [HEAD, widths.map((width) => "-".repeat(width)), ...rows].map(toText).join("\n");
}

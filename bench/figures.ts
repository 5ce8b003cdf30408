/** The value below which a share of the values lies; NaN where there are none. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle one of the rounds. */
export const median = (values: number[]): number => quantile(values, 0.5);

/** A line of the table: what was measured, in which unit, and what each round gave. */
export interface Line {
  name: string;
  unit: string;
  rounds: number[];
  /** Of the same rounds, what the floor gave; compared round by round. */
  floor?: number[];
  aim?: string;
}

const show = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString("en-US") : String(Math.round(value * 10) / 10);

/** The lines as a table of plain text, which is also Markdown. */
export function toTable(lines: Line[]): string {
  const rows = lines.map(({ name, unit, rounds, floor, aim = "" }) => {
    const ratios = floor?.map((value, round) => (rounds[round] ?? Number.NaN) / value);
    return [
      name,
      `${show(median(rounds))} ${unit}`,
      rounds.map(show).join(" "),
      floor ? show(median(floor)) : "",
      ratios?.every(Number.isFinite) ? median(ratios).toFixed(2) : "",
      aim,
    ];
  });
  const table = [["what", "median", "rounds", "floor", "ratio", "aim"], ...rows];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => (row[column] ?? "").length))) ?? [];
  const toLine = (row: string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = table;
  return [toLine(head), toLine(widths.map((width) => "-".repeat(width))), ...body.map(toLine)].join("\n");
}

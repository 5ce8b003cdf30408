import type { Report } from "#lib/health/doctor/doctor";

/** How many things that are wrong the report of the start names; the doctor names all. */
const MOST = 3;

/** The worst of what the doctor found, a line each; none where nothing is wrong. */
export function worstLines(reports: readonly Report[]): string[] {
  const [broken, odd] = (["red", "yellow"] as const).map((light) =>
    reports.filter((report) => report.light === light),
  );
  const wrong = [...(broken ?? []), ...(odd ?? [])];
  if (wrong.length === 0) return [];
  return [
    "",
    "Set-up: not everything is right. npm run doctor tells you how to fix it.",
    ...wrong
      .slice(0, MOST)
      .map(({ light, name, says }) => `  ${light === "red" ? "✗" : "!"} ${name}: ${says}`),
    ...(wrong.length > MOST ? [`  and ${wrong.length - MOST} more`] : []),
    "",
  ];
}

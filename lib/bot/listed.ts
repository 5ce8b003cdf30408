/** Words and phrases that are written in lines, with commas between them. */
export function listed(...lines: string[]): string[] {
  return lines.flatMap((line) => line.split(", "));
}

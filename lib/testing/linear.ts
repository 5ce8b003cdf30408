import { expect } from "vitest";

/** What texts of one kind can be made of: each of these has made a parser slow somewhere. */
export const FILLS: Record<string, string> = {
  "exclamation marks": "!",
  ellipses: "…",
  spaces: " ",
  "line breaks": "\n",
  "Windows line breaks": "\r\n",
  digits: "1",
  "digits of other scripts": "٣",
  letters: "a",
  quotes: '"',
  stars: "*",
  underscores: "_",
  tildes: "~",
  braces: "{{",
  "empty blanks": "{{ ",
  dashes: "-",
  slashes: "/",
  "at signs": "@",
  commas: ", ",
  emoji: "🎓",
  families: "👨‍👩‍👧",
  flags: "🇩🇪",
  keycaps: "1️⃣",
  "combining marks": "\u0301",
  "marks in the wrong order": "\u0301\u0323\u0345",
  "a phrase in one letter": "\uFDFA",
  "joined syllables": "\u1100\u1161",
  "zero-width joiners": "\u200d",
  "right-to-left marks": "\u202e",
  "halves of letters": "\ud800",
  NULs: "\u0000",
  "Turkish letters": "İ",
};

/** Below this a parser is fast enough at any length, and noise too large to compare. */
const NOTHING_MS = 5;

/** What twice the length may cost: twice as much, and some noise. */
const MOST_PER_DOUBLING = 2.5;

const ATTEMPTS = 7;

/**
 * Fails where reading `length`, 2 × and 4 × as many characters takes out of proportion longer, whatever they are;
 * `starts` are put before the fill, to lead the parser on.
 */
export function expectLinear(read: (text: string) => unknown, length: number, starts: string[] = []): void {
  const slow = Object.entries(FILLS).flatMap(([name, fill]) =>
    ["", "a", ...starts].flatMap((start) => {
      const textOf = (times: number) =>
        `${start}${fill.repeat(Math.ceil((length * times) / fill.length))}${start ? "a" : ""}`;
      return isLinear(read, [textOf(1), textOf(2), textOf(4)]) ? [] : `${start}${name}`;
    }),
  );
  expect(slow).toEqual([]);
}

/** Whether reading the second and third of three inputs, each twice as long as the one before, costs in proportion. */
export function isLinear<Input extends { length: number }>(
  read: (input: Input) => unknown,
  inputs: [Input, Input, Input],
  nothing = NOTHING_MS,
): boolean {
  if (timeOf(read, inputs[2]) < nothing) return true;
  const best = inputs.map(() => Number.POSITIVE_INFINITY);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    for (const [at, input] of inputs.entries()) best[at] = Math.min(best[at] ?? 0, timeOf(read, input));
    const [once = 0, twice = 0, four = 0] = best;
    if (four <= Math.max(once, nothing) * MOST_PER_DOUBLING ** 2) return true;
    if (four > 2000 && four > twice * MOST_PER_DOUBLING) return false;
  }
  return false;
}

/** What it costs this thread, in milliseconds: whatever else the machine does meanwhile does not count. */
function timeOf<Input>(read: (input: Input) => unknown, input: Input): number {
  const before = process.threadCpuUsage();
  read(input);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

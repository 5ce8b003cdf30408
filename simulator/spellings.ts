type Lines = { long: RegExp; short: RegExp; mark: string; isLong: (national: string) => boolean };

/** Countries in which one line has two valid spellings: with and without a mark behind the country code (and area). */
const COUNTRIES: Lines[] = [
  {
    long: /^(55[1-9]\d)9([6-9]\d{7})$/,
    short: /^(55[1-9]\d)([6-9]\d{7})$/,
    mark: "9",
    isLong: (start) => Number(start.slice(2)) < 31,
  },
  { long: /^(52)1(\d{10})$/, short: /^(52)([2-9]\d{9})$/, mark: "1", isLong: () => true },
  { long: /^(54)9(\d{10})$/, short: /^(54)([1-8]\d{9})$/, mark: "9", isLong: () => true },
];

/** Every spelling under which one line is reached, WhatsApp's own first. */
export function spellingsOf(digits: string): [string, ...string[]] {
  for (const { long, short, mark, isLong } of COUNTRIES) {
    const [, start, line] = long.exec(digits) ?? short.exec(digits) ?? [];
    if (!start || !line) continue;
    const both: [string, string] = [`${start}${mark}${line}`, `${start}${line}`];
    return isLong(start) ? both : [both[1], both[0]];
  }
  return [digits];
}

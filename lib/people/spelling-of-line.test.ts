import fc from "fast-check";
import { expect } from "vitest";
import { db } from "../db.ts";
import { test } from "../testing/fixtures.ts";
import { spellingOfLine } from "../whatsapp/spelling-of-line.ts";

const digits = (from: number, to: number) =>
  fc.stringMatching(new RegExp(`^[0-9]{${from},${to}}$`), { size: "max" });

/** Numbers of the countries with several spellings, most of them near a rule, and of others. */
const number = fc
  .tuple(
    fc.constantFrom("55", "5511", "55119", "52", "521", "54", "549", "5411", "541115", "549264", "549264615"),
    digits(6, 11),
  )
  .map(([start, rest]) => `+${start}${rest}`);
const others = digits(4, 15).map((rest) => `+${rest}`);
const benin = fc
  .tuple(fc.constantFrom("229", "22901"), digits(7, 9))
  .map(([start, rest]) => `+${start}${rest}`);

test("a number's line is the same where the database is asked and where it cannot be", async () => {
  const numbers = fc.sample(fc.oneof(number, number, benin, others), { numRuns: 20_000, seed: 7 });
  const rows = await db().$queryRaw<{ phone: string; line: string }[]>`
    select phone, spelling_of_line(phone) as line from unnest(${numbers}::text[]) as phone`;
  expect(rows.filter(({ phone, line }) => phone !== line).length).toBeGreaterThan(1000);
  expect(rows.filter(({ phone, line }) => spellingOfLine(phone) !== line)).toEqual([]);
});

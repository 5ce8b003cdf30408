import { Prisma } from "#prisma/generated/client";
import { readWrittenNumber, toInternational } from "./phone-numbers.ts";

/** More words than this are not looked for. */
const MOST_WORDS = 8;

/** Fewer digits than this are no part of a number that anybody would look for. */
const FEWEST_DIGITS = 3;

/**
 * The SQL condition for people who match what was typed: all words in a name, username, email or BSUID, or part of a number.
 * An empty text matches everybody.
 */
export function peopleMatching(typed: string): Prisma.Sql {
  const words = typed
    .replaceAll(/\p{Cc}/gu, " ")
    .split(/\s+/u)
    .map((word) => word.replace(/^@(?=.)/u, ""))
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS);
  if (words.length === 0) return typed.trim() === "" ? Prisma.sql`true` : Prisma.sql`false`;
  const isSeen = Prisma.sql`fold_text(${words.join("")}) <> ''`;
  const isNamed = Prisma.join([isSeen, ...words.map(isFound)], " and ");
  return Prisma.sql`(${Prisma.join([Prisma.sql`(${isNamed})`, ...numbersIn(typed)], " or ")})`;
}

const isFound = (part: string) => Prisma.sql`search_text like search_pattern(${part})`;

function numbersIn(typed: string): Prisma.Sql[] {
  const written = readWrittenNumber(typed);
  if (!written) return [];
  const number = toInternational(written);
  const parts = [written.digits, written.withoutTrunk, written.digits.replace(/^0+/, ""), number?.slice(1)];
  const ofNumber = new Set(parts.filter((digits) => digits && digits.length >= FEWEST_DIGITS));
  const isSame = number ? [Prisma.sql`line = spelling_of_line(${number})`] : [];
  return [...[...ofNumber].map((digits) => isFound(String(digits))), ...isSame];
}

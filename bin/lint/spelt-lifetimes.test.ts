import { expect, test } from "vitest";
import { readSource, SOURCE_FILES } from "./source-files.ts";

/** A text that spells how long something lives, instead of saying what its constant in lib/lifetimes.ts does. */
const SPELT =
  /\b(?:links?|codes?|digits|tokens?|sign-in|signed in|unlinked)\b[^"'`]*\b(?:an? (?:hour|day)|(?:one|1|five|5|ten|10|fifteen|15|24|sixty|60) (?:minutes|hours?))\b/i;

test("no text spells how long links, codes, tokens and sign-ins count", () => {
  const texts = SOURCE_FILES.filter(
    (path) => /^(app|components|lib|pages|public)\//.test(path) && !/\.test\.|^lib\/testing\//.test(path),
  );
  expect(texts.length).toBeGreaterThan(300);
  const spelt = texts.flatMap((path) =>
    readSource(path)
      .split("\n")
      .filter((line) => !/^\s*(\/?\*|\/\/)/.test(line) && SPELT.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(spelt).toEqual([]);
});

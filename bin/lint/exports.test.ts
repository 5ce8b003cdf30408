import { expect, test } from "vitest";
import { exportsOf, importsOf } from "./imports.ts";
import { SOURCE_FILES } from "./source-files.ts";

/** Files whose exports Next.js and other tools look for by their names. */
const ENTRIES =
  /^app\/(.*\/)?(page|layout|route|error|global-error|not-found|forbidden|loading|icon|robots|manifest)\.tsx?$|^pages\/|^[\w.]+\.[tj]s$|^public\//;

/** Tests, and what only they use. */
const TESTS =
  /\.(test|cases|spec)\.tsx?$|^lib\/testing\/|^e2e\/|^bin\/lint\/|^bin\/test\/documents\.ts$|^server\/door-for-tests\.ts$|^simulator\/test-scene\.ts$/;

/** What only tests take from a file of the product, and why it is there for them. */
const FOR_TESTS: Record<string, string[]> = {
  "announcements, which nothing in the product writes yet": ["lib/outbox/bulk.ts queueBulk"],
  "the work of a command, without the command line": [
    "bin/add-account.ts saveAccount",
    "bin/new-migration.ts diffToSchema",
  ],
  "a pure part of what would take a process or a chat to see": [
    "bin/start/child-log.ts readableLine",
    "lib/bot/find.ts namesOf",
    "lib/bot/find.ts toKey",
    "lib/health/history.ts explainHistory",
    "lib/linking/tokens.ts newToken",
  ],
  "a list that others must agree with": [
    "lib/env.ts environmentSchema",
    "lib/settings/real-settings.ts HARMLESS",
  ],
  "a limit that tests go up to": [
    "lib/inbox/inbox.ts MAX_TRIES",
    "lib/linking/tokens.ts TOKEN_LENGTH",
    "lib/outbox/sending/circuit-breaker.ts FAILURES_TO_OPEN",
    "lib/outbox/sending/tokens.ts AHEAD_SECONDS",
    "lib/outbox/sending/tokens.ts BULK_SHARE",
  ],
  "the type of what a test keeps": [
    "lib/outbox/sending/tokens.ts SendToken",
    "lib/outbox/sending/tokens.ts Tokens",
  ],
};

/** What files export, but for entries, and no file of some takes. */
function listUnused(files: string[], users: string[]): string[] {
  const taken = new Set(users.flatMap((path) => importsOf(path).map(({ from, name }) => `${from} ${name}`)));
  expect(taken.size).toBeGreaterThan(500);
  return files
    .filter((path) => !ENTRIES.test(path) && !taken.has(`${path} *`))
    .flatMap((path) => exportsOf(path).map((name) => `${path} ${name}`))
    .filter((named) => !taken.has(named));
}

const programs = SOURCE_FILES.filter((path) => !TESTS.test(path));
const tests = SOURCE_FILES.filter((path) => TESTS.test(path));

test("what a file exports is imported by another one that is no test, or is named here with its reason", () => {
  expect(listUnused(programs, programs).toSorted()).toEqual(Object.values(FOR_TESTS).flat().toSorted());
});

test("what is there for tests is imported by one", () => {
  expect(listUnused(tests, SOURCE_FILES)).toEqual([]);
  const named = Object.values(FOR_TESTS).flat();
  expect(listUnused(programs, tests).filter((unused) => named.includes(unused))).toEqual([]);
});

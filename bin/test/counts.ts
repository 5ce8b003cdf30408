import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

/** How many tests passed and failed, and which failed and why, in a few lines each. */
export type Counts = { passed: number; failed: number; failures: string[] };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const playwrightSuite = z.object({
  specs: z.array(
    z.object({
      title: z.string(),
      ok: z.boolean(),
      file: z.string(),
      line: z.number(),
      tests: z.array(
        z.object({ results: z.array(z.object({ error: z.object({ message: z.string() }).nullish() })) }),
      ),
    }),
  ),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  suites: z.array(playwrightSuite),
  errors: z.array(z.unknown()),
});

const proofLine = z.object({ experiment: z.string(), holds: z.boolean() });

/** Reads the lines that the proof prints, one of JSON for each experiment; a proof that ended without one counts as one failure. */
export function countProof(code: number, output: string): Counts {
  const lines = output.split("\n").filter((line) => line.startsWith("{"));
  const experiments = lines.map((line) => proofLine.parse(JSON.parse(line)));
  const failures = experiments.filter(({ holds }) => !holds).map(({ experiment }) => experiment);
  const passed = experiments.length - failures.length;
  return { passed, failed: code !== 0 && failures.length === 0 ? 1 : failures.length, failures };
}

/** Reads Vitest's JSON report; a file that could not even be loaded counts as one failure. */
export function countVitest(report: unknown): Counts {
  const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(report);
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  const failures = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => withReason(`${name} › ${fullName}`, failureMessages?.[0])),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    failures: [...failures, ...broken.map(({ name }) => name)],
  };
}

/** Reads Playwright's JSON report; a test that passed at the second try counts as failed, and so does a broken file. */
export function countPlaywright(report: unknown): Counts {
  const { stats, suites, errors } = playwrightReport.parse(report);
  const failed = stats.unexpected + stats.flaky + errors.length;
  return { passed: stats.expected, failed, failures: suites.flatMap(failuresIn) };
}

function failuresIn({ specs, suites = [] }: z.output<typeof playwrightSuite>): string[] {
  const own = specs
    .filter(({ ok }) => !ok)
    .map(({ file, line, title, tests }) => {
      const errors = tests.flatMap(({ results }) => results.map(({ error }) => error?.message));
      return withReason(`${file}:${line} › ${title}`, errors.find(Boolean));
    });
  return [...own, ...suites.flatMap(failuresIn)];
}

/** So many lines of what went wrong stand beneath the name of a test; all of it stands above, with its stage. */
const REASON_LINES = 6;

/** Where a log is cut, its end is what one has: the reason stands there as well. */
function withReason(name: string, message = ""): string {
  const lines = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => line.trim() !== "");
  return [name, ...lines.slice(0, REASON_LINES)].join("\n    ");
}

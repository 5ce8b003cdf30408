import { z } from "zod";

/** How many tests passed and failed. */
export type Counts = { passed: number; failed: number };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
});

const proofLine = z.object({ experiment: z.string(), holds: z.boolean() });

/** Reads the lines that the proof prints, one of JSON for each experiment; a proof that ended without one counts as one failure. */
export function countProof(code: number, output: string): Counts {
  const lines = output.split("\n").filter((line) => line.startsWith("{"));
  const held = lines.map((line) => proofLine.parse(JSON.parse(line)).holds);
  const failed = held.filter((isKept) => !isKept).length;
  return { passed: held.length - failed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** Reads Vitest's JSON report; a file that could not even be loaded counts as one failure. */
export function countVitest(report: unknown): Counts {
  const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(report);
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

/** Reads Playwright's JSON report; a test that passed at the second try counts as failed, and so does a broken file. */
export function countPlaywright(report: unknown): Counts {
  const { stats, errors } = playwrightReport.parse(report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

import { expect, test } from "vitest";
import { countPlaywright, countProof, countVitest } from "./counts.ts";

test("a file that could not be loaded counts as a failure, and failures are named with their reasons", () => {
  const assertionResults = [
    {
      fullName: "links once",
      status: "failed",
      failureMessages: ["\u001b[31mexpected 1\u001b[39m\n\n  to be 2"],
    },
    { fullName: "unlinks", status: "passed" },
  ];
  const testResults = [
    { name: "a.test.ts", status: "failed", assertionResults },
    { name: "b.test.ts", status: "failed", assertionResults: [] },
  ];
  expect(countVitest({ numPassedTests: 3, numFailedTests: 1, testResults })).toEqual({
    passed: 3,
    failed: 2,
    failures: ["a.test.ts › links once\n    expected 1\n      to be 2", "b.test.ts"],
  });
});

test("a test that passed at the second try counts as failed", () => {
  const stats = { expected: 2, unexpected: 0, flaky: 1 };
  expect(countPlaywright({ stats, suites: [], errors: [] })).toMatchObject({ passed: 2, failed: 1 });
});

test("failures inside nested suites are named, with the first lines of the reason", () => {
  const message = ["1", "2", "3", "4", "5", "6", "7"].join("\n");
  const tests = [{ results: [{ error: { message } }] }];
  const spec = { title: "staff unlink", ok: false, file: "staff.spec.ts", line: 7, tests };
  const inner = { specs: [spec, { ...spec, ok: true }] };
  const report = {
    stats: { expected: 1, unexpected: 1, flaky: 0 },
    suites: [{ specs: [], suites: [inner] }],
    errors: [],
  };
  expect(countPlaywright(report).failures).toEqual([
    ["staff.spec.ts:7 › staff unlink", "1", "2", "3", "4", "5", "6"].join("\n    "),
  ]);
});

test("a proof that ended without a line counts as one failure", () => {
  expect(countProof(1, "")).toEqual({ passed: 0, failed: 1, failures: [] });
  expect(countProof(1, '{"experiment":"E1","holds":false}\n{"experiment":"E6","holds":true}')).toEqual({
    passed: 1,
    failed: 1,
    failures: ["E1"],
  });
});

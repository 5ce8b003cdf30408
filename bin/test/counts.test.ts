import { expect, test } from "vitest";
import { countPlaywright, countProof, countVitest } from "./counts.ts";

test("a file that could not be loaded counts as a failure, and failures are named", () => {
  const assertionResults = [
    { fullName: "links once", status: "failed" },
    { fullName: "unlinks", status: "passed" },
  ];
  const testResults = [
    { name: "a.test.ts", status: "failed", assertionResults },
    { name: "b.test.ts", status: "failed", assertionResults: [] },
  ];
  expect(countVitest({ numPassedTests: 3, numFailedTests: 1, testResults })).toEqual({
    passed: 3,
    failed: 2,
    failures: ["a.test.ts › links once", "b.test.ts"],
  });
});

test("a test that passed at the second try counts as failed", () => {
  const stats = { expected: 2, unexpected: 0, flaky: 1 };
  expect(countPlaywright({ stats, suites: [], errors: [] })).toMatchObject({ passed: 2, failed: 1 });
});

test("failures inside nested suites are named", () => {
  const spec = { title: "staff unlink", ok: false, file: "staff.spec.ts", line: 7 };
  const inner = { specs: [spec, { ...spec, ok: true }] };
  const report = {
    stats: { expected: 1, unexpected: 1, flaky: 0 },
    suites: [{ specs: [], suites: [inner] }],
    errors: [],
  };
  expect(countPlaywright(report).failures).toEqual(["staff.spec.ts:7 › staff unlink"]);
});

test("a proof that ended without a line counts as one failure", () => {
  expect(countProof(1, "")).toEqual({ passed: 0, failed: 1, failures: [] });
  expect(countProof(1, '{"experiment":"E1","holds":false}\n{"experiment":"E6","holds":true}')).toEqual({
    passed: 1,
    failed: 1,
    failures: ["E1"],
  });
});

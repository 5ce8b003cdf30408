import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that wait for most of their time, for what takes real time: they begin first, so that others compute meanwhile. */
const WAITING =
  /\/(worker\/.*|sign-in-slowed|front-door|server\/webhook|send-together|graph|circuit-breaker)\.test\.ts$/;

class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { true: waiting = [], false: others = [] } = Object.groupBy(
      await super.sort(files),
      ({ moduleId }) => (WAITING.test(moduleId) ? "true" : "false"),
    );
    return [...waiting, ...others];
  }
}

export default defineConfig({
  test: {
    include: ["{lib,server,worker,simulator,bin,bench,prisma,app,components,prove}/**/*.test.{ts,tsx}"],
    globalSetup: ["./lib/testing/postgres.ts"],
    setupFiles: ["./lib/testing/environment.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 3,
    maxConcurrency: 12,
    // To load every package anew for each file takes as long as the tests; lib/testing/environment.ts keeps files apart.
    isolate: false,
    sequence: { sequencer: WaitingFirst },
  },
});

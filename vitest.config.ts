import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{lib,server,worker,simulator,bin,bench,prisma,app,components,prove}/**/*.test.{ts,tsx}"],
    globalSetup: ["./lib/testing/postgres.ts"],
    setupFiles: ["./lib/testing/environment.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Setting up anew what packages load costs as much as the tests; lib/testing/environment.ts keeps files apart.
    isolate: false,
    maxConcurrency: 12,
  },
});

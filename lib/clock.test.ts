import { afterEach, expect, vi } from "vitest";
import { clockLead } from "./clock.ts";
import { checkHealth } from "./health/health.ts";
import { test } from "./testing/fixtures.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Sets this machine's clock, as far as our code reads it, apart from the database's. */
function moveClock(seconds: number): void {
  const now = Date.now;
  vi.spyOn(Date, "now").mockImplementation(() => now() + seconds * 1000);
}

test("89: a clock that agrees with the database's is no alarm", async () => {
  expect(Math.abs(await clockLead())).toBeLessThan(1);
  expect((await checkHealth()).checks.clock).toMatchObject({ status: "ok" });
});

test.for([
  ["ten minutes ahead", 600],
  ["ten minutes behind", -600],
  ["an hour ahead, as after a wrong change to summer time", 3600],
  ["three seconds ahead", 3],
] as const)("89: a clock that is %s is told, with by how much", async ([, seconds]) => {
  moveClock(seconds);
  const { clock } = (await checkHealth()).checks;
  expect(clock.status).toBe("apart");
  expect(Math.abs((clock.ahead_seconds ?? 0) - seconds)).toBeLessThan(1);
});

test.for([1, -1])("89: a second, such as a leap second, is no alarm: %i", async (seconds) => {
  moveClock(seconds);
  expect((await checkHealth()).checks.clock.status).toBe("ok");
});

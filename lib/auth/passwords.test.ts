import { expect, test } from "vitest";
import { hashPassword, isRightPassword } from "./passwords.ts";

/** How many passwords of a crowd have been looked at, or refused, while it goes on. */
function crowd(checks: Promise<boolean>[]) {
  const seen = { checked: 0, refused: 0, all: Promise.allSettled(checks) };
  for (const check of checks)
    void check.then(
      () => (seen.checked += 1),
      () => (seen.refused += 1),
    );
  return seen;
}

test.each([true, false])(
  "one person with three hundred right passwords at once stands in nobody else's way, in known browsers: %s",
  async (areKnown) => {
    const hash = await hashPassword("right");
    const flood = crowd(
      Array.from({ length: 300 }, () => isRightPassword(hash, "right", "crowd@example.com", areKnown)),
    );
    expect(await isRightPassword(hash, "right", "other@example.com")).toBe(true);
    expect(flood.checked).toBeLessThan(10);
    await flood.all;
    expect(flood.refused).toBeGreaterThan(200);
  },
);

test("a hundred persons in known browsers leave every second place to those who are in new ones", async () => {
  const hash = await hashPassword("right");
  const flood = crowd(
    Array.from({ length: 100 }, (_, at) => isRightPassword(hash, "right", `known-${at}@example.com`, true)),
  );
  expect(await isRightPassword(hash, "right", "other@example.com")).toBe(true);
  expect(flood.checked).toBeLessThan(10);
  await flood.all;
  expect(flood.refused).toBe(0);
});

import { expect, test } from "vitest";
import { hashPassword, isRightPassword } from "./passwords.ts";

const from = (name: string, network: string, isKnown = false) => ({
  email: `${name}@example.com`,
  network,
  isKnown,
});
const OTHER = from("other", "192.0.2.1");

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
  "one person with a hundred right passwords at once stands in nobody else's way, in known browsers: %s",
  async (areKnown) => {
    const hash = await hashPassword("right");
    const flood = crowd(
      Array.from({ length: 100 }, () =>
        isRightPassword(hash, "right", from("crowd", "198.51.100.1", areKnown)),
      ),
    );
    expect(await isRightPassword(hash, "right", OTHER)).toBe(true);
    expect(flood.checked).toBeLessThan(10);
    await flood.all;
    expect(flood.refused).toBe(49);
  },
);

test("forty persons in known browsers leave every second place to those who are in new ones", async () => {
  const hash = await hashPassword("right");
  const flood = crowd(
    Array.from({ length: 40 }, (_, at) =>
      isRightPassword(hash, "right", from(`known-${at}`, `198.51.100.${at}`, true)),
    ),
  );
  expect(await isRightPassword(hash, "right", OTHER)).toBe(true);
  expect(flood.checked).toBeLessThan(10);
  await flood.all;
  expect(flood.refused).toBe(0);
});

test("sixty invented addresses from one network hold up nobody elsewhere", async () => {
  const hash = await hashPassword("right");
  const flood = crowd(
    Array.from({ length: 60 }, (_, at) =>
      isRightPassword(null, "wrong", from(`invented-${at}`, "198.51.100.1")),
    ),
  );
  expect(await isRightPassword(hash, "right", OTHER)).toBe(true);
  expect(flood.checked).toBeLessThan(10);
  await flood.all;
});

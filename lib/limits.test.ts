import { expect } from "vitest";
import { db } from "./db.ts";
import { countTry, deleteExpiredTries } from "./limits.ts";
import { test } from "./testing/fixtures.ts";

test("counters whose period is over are deleted, and those that still count are kept", async () => {
  await countTry({ name: "over", tries: 1, seconds: 60 }, "somebody");
  await db().$executeRaw`update rate_limits set expire = 1`;
  await countTry({ name: "running", tries: 1, seconds: 60 }, "somebody");
  expect(await deleteExpiredTries()).toBe(1);
  expect(await db().rateLimit.count()).toBe(1);
  await expect(countTry({ name: "running", tries: 1, seconds: 60 }, "somebody")).rejects.toMatchObject({
    code: "too_many_tries",
  });
});

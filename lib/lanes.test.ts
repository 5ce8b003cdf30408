import { beforeEach, expect, vi } from "vitest";
import { listen } from "./database/listening.ts";
import { db, transaction } from "./db.ts";
import { keepLane } from "./kept-lanes.ts";
import {
  freeExpiredLanes,
  hintWork,
  markLaneDue,
  releaseLane,
  requireLanes,
  WAKE_CHANNEL,
  workHere,
} from "./lanes.ts";
import { test } from "./testing/fixtures.ts";
import { claimLane } from "./testing/lanes.ts";

beforeEach(async () => {
  await db().$executeRaw`truncate lanes`;
});

const wake = (key = "rosa") => transaction((tx) => markLaneDue(tx, "inbox", key));

async function claim(holder = "one") {
  const lane = await claimLane("inbox", holder);
  if (!lane) throw new Error("There is no lane to claim.");
  return lane;
}

const expireLeases = () => db().$executeRaw`update lanes set lease_until = now() - interval '1 second'`;

test("of many workers that reach for one lane, one holds it", async () => {
  await wake();
  const claims = await Promise.all(Array.from({ length: 12 }, (_, n) => claimLane("inbox", `worker ${n}`)));
  expect(claims.filter(Boolean)).toHaveLength(1);
});

test("many workers that reach for many lanes each hold another", async () => {
  for (let n = 0; n < 6; n++) await wake(`person ${n}`);
  const claims = await Promise.all(Array.from({ length: 6 }, (_, n) => claimLane("inbox", `worker ${n}`)));
  const keys = claims.map((lane) => lane?.key).filter(Boolean);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.length).toBeGreaterThan(1);
});

test("news of work that come while a lane is held are kept until it is given back", async () => {
  await wake();
  const lane = await claim();
  await wake();
  expect(await claimLane("inbox", "two")).toBeNull();
  await releaseLane(lane, null);
  expect(await claimLane("inbox", "two")).toMatchObject({ key: "rosa" });
});

test("a lane without news rests once it is given back", async () => {
  await wake();
  await releaseLane(await claim(), null);
  expect(await claimLane("inbox", "two")).toBeNull();
});

test("a lane is not claimed before its time, and earlier news bring that forward", async () => {
  await wake();
  await releaseLane(await claim(), new Date(Date.now() + 60_000));
  expect(await claimLane("inbox", "one")).toBeNull();
  await wake();
  expect(await claimLane("inbox", "one")).not.toBeNull();
});

test("the lane of a dead worker is given to another once its lease has run out, and never before", async () => {
  await wake();
  await claim("dead");
  expect(await freeExpiredLanes()).toBe(0);
  await expireLeases();
  expect(await freeExpiredLanes()).toBe(1);
  expect(await claim("two")).toMatchObject({ holder: "two" });
});

test("a worker that was away too long can neither keep nor give back nor work in a lane that it has lost", async () => {
  await wake();
  const lost = await claim("slow");
  await expireLeases();
  await freeExpiredLanes();
  const held = await claim("two");
  expect(await keepLane(lost)).toBe(false);
  await releaseLane(lost, new Date());
  await expect(transaction((tx) => requireLanes(tx, [lost]))).rejects.toThrow("lost");
  expect(await keepLane(held)).toBe(true);
  await expect(transaction((tx) => requireLanes(tx, [held]))).resolves.toBeInstanceOf(Date);
});

test("a sign of life renews the lease", async () => {
  await wake();
  const lane = await claim();
  await expireLeases();
  expect(await keepLane(lane)).toBe(true);
  expect(await freeExpiredLanes()).toBe(0);
});

test("work that is taken back with its transaction wakes nobody", async () => {
  await transaction(async (tx) => {
    await markLaneDue(tx, "inbox", "rosa");
    throw new Error("changed its mind");
  }).catch(() => {});
  expect(await claimLane("inbox", "one")).toBeNull();
});

test("what is made due is due at that very moment, not half a millisecond later", async () => {
  for (let round = 0; round < 20; round++) {
    const isDue = await transaction(async (tx) => {
      await markLaneDue(tx, "inbox", `now-${round}`);
      return tx.$queryRaw`select 1 from lanes where key = ${`now-${round}`} and due_at <= now()`;
    });
    expect(isDue).toHaveLength(1);
  }
});

test("a process that works on something itself is woken at once; for what it does not work on, other workers are told", async () => {
  const told: (string | null)[] = [];
  const stop = listen(WAKE_CHANNEL, "test-wake", (work) => told.push(work));
  await vi.waitFor(() => expect(told).toEqual([null]));
  const woken: string[] = [];
  const end = workHere("outbox", () => woken.push("outbox"));
  hintWork("outbox");
  expect(woken).toEqual(["outbox"]);
  hintWork("bulk");
  await vi.waitFor(() => expect(told).toEqual([null, "bulk"]));
  expect(woken).toEqual(["outbox"]);
  end();
  await stop();
});

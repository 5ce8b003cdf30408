import { beforeEach, describe, expect, vi } from "vitest";
import { db, pool } from "../../db.ts";
import { log } from "../../log.ts";
import { test } from "../../testing/fixtures.ts";
import { CHECKS, examine, type Report, repairOne } from "../doctor/doctor.ts";
import type { Light } from "../doctor/finding.ts";
import { checkHealth } from "../health.ts";
import { keepFindings, keepRepair } from "./keep.ts";
import { listRed, listTurnedRed } from "./standing.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Some hours after noon. */
const at = (hours: number) => new Date(Date.parse("2026-11-28T12:00:00Z") + hours * HOUR);

const found = (light: Light, id = "callback"): Report => ({
  id,
  name: "Callback",
  why: "",
  light,
  says: `It is ${light}.`,
  mend: null,
  canRepair: false,
});

/** Keeps one light after the other, an hour apart. */
async function keepHourly(...lights: Light[]) {
  for (const [hours, light] of lights.entries()) await keepFindings([found(light)], at(hours));
}

const news = async (hours: number) => (await listTurnedRed(at(hours))).map(({ id, since }) => [id, since]);

beforeEach(async () => {
  await db().setUpCheck.deleteMany();
});

describe("what turned red since yesterday", () => {
  test("is told with its words, until a day has passed", async () => {
    await keepHourly("green", "red");
    expect(await listTurnedRed(at(2))).toEqual([
      { id: "callback", name: "Callback", says: "It is red.", since: at(1) },
    ]);
    await keepFindings([found("red")], at(24));
    expect(await news(24.5)).toEqual([["callback", at(1)]]);
    expect(await news(25.5)).toEqual([]);
  });

  test("is what was not red before: a new system's first faults are no news", async () => {
    await keepHourly("red", "red");
    expect(await news(2)).toEqual([]);
  });

  test("is not what is well again", async () => {
    await keepHourly("green", "red", "yellow");
    expect(await news(3)).toEqual([]);
  });

  test("is not told anew after looks that couldn’t tell", async () => {
    await keepHourly("green", "red", "unknown");
    expect(await news(3)).toEqual([]);
    await keepFindings([found("red")], at(4));
    expect(await news(5)).toEqual([["callback", at(1)]]);
    await keepFindings([found("red")], at(30));
    expect(await news(31)).toEqual([]);
  });

  test("is found again after a clock that was fast, whose looks count as none", async () => {
    await keepFindings([found("red")], at(100));
    await keepHourly("green", "red");
    expect(await news(2)).toEqual([["callback", at(1)]]);
    await keepFindings([found("red", "token")], at(100));
    expect(await news(3)).toEqual([["callback", at(1)]]);
  });

  test("comes the newest first", async () => {
    await keepFindings([found("green"), found("green", "token")], at(0));
    await keepFindings([found("red"), found("green", "token")], at(1));
    await keepFindings([found("red"), found("red", "token")], at(2));
    expect((await news(3)).map(([id]) => id)).toEqual(["token", "callback"]);
  });
});

describe("after a repair", () => {
  test("red is only to be looked at for some minutes, and no news; after them it is both", async () => {
    await keepHourly("green", "red");
    await keepRepair("callback", at(2));
    const [soon] = await keepFindings([found("red")], new Date(at(2).getTime() + MINUTE));
    expect(soon).toMatchObject({
      light: "yellow",
      says: expect.stringContaining("can take some minutes"),
      mend: "Check again in a few minutes.",
    });
    expect(await news(2.1)).toEqual([]);
    const [later] = await keepFindings([found("red")], at(2.5));
    expect(later).toEqual(found("red"));
    expect(await news(3)).toEqual([["callback", at(2.5)]]);
  });

  test("a repair that a fast clock has noted excuses nothing", async () => {
    await keepHourly("green", "red");
    await keepRepair("callback", at(100));
    expect(await keepFindings([found("red")], at(2))).toEqual([found("red")]);
  });

  test("the doctor knows by itself that it has just mended something", async ({ double }) => {
    const checks = CHECKS.filter(({ id }) => id === "subscribed_app");
    await double.setUp({ subscribedApps: ["meta_test"] });
    expect(await examine(checks)).toMatchObject([{ light: "red" }]);
    expect(await repairOne("subscribed_app")).toMatchObject({ done: true });
    await double.setUp({ subscribedApps: ["meta_test"] });
    expect(await examine(checks)).toMatchObject([{ light: "yellow" }]);
    await double.setUp(null);
    expect(await examine(checks)).toMatchObject([{ light: "green" }]);
  });
});

test("the log has one line when something turns red, and one when it is well again, with nothing of what was found", async () => {
  const warn = vi.spyOn(log(), "warn");
  await keepHourly("green", "red", "unknown", "red", "green", "green");
  expect(warn.mock.calls).toEqual([
    [{ check: "callback" }, "a check of the set-up turned red"],
    [{ check: "callback" }, "a check of the set-up is well again"],
  ]);
});

test("of many who find the same at once, one tells it", async () => {
  await keepFindings([found("green"), found("green", "token")]);
  const warn = vi.spyOn(log(), "warn");
  await Promise.all(
    Array.from({ length: 6 }, (_, place) => {
      const both = [found("red"), found("red", "token")];
      return keepFindings(place % 2 === 0 ? both : both.toReversed());
    }),
  );
  expect(warn.mock.calls.map(([told]) => JSON.stringify(told)).toSorted()).toEqual([
    '{"check":"callback"}',
    '{"check":"token"}',
  ]);
});

describe("health", () => {
  const setUp = async () => {
    const { checks } = await checkHealth();
    return checks.set_up;
  };

  test("is degraded while a check is red, and names it", async ({ double: _ }) => {
    await db()
      .$executeRaw`insert into worker_heartbeats (worker_id, beat_at) values ('w', now() + interval '1 hour')`;
    expect(await setUp()).toEqual({ status: "unknown", red: [], yellow: [], age_seconds: null });
    await keepFindings([found("red"), found("yellow", "proof"), found("unknown", "live")]);
    expect(await setUp()).toMatchObject({ status: "broken", red: ["callback"], yellow: ["proof"] });
    expect((await checkHealth()).status).toBe("degraded");
    await keepFindings([found("green")]);
    expect(await setUp()).toMatchObject({ status: "look", red: [] });
    expect((await checkHealth()).status).toBe("ok");
  });

  test("doesn’t know the set-up that was looked at in the future only", async () => {
    await keepFindings([found("red")], new Date(Date.now() + HOUR));
    expect(await setUp()).toEqual({ status: "unknown", red: [], yellow: [], age_seconds: null });
  });

  test("doesn’t know the set-up that nobody has looked at for two hours", async () => {
    await keepFindings([found("red")], new Date(Date.now() - 2.1 * HOUR));
    expect(await setUp()).toMatchObject({ status: "unknown", red: [], age_seconds: expect.any(Number) });
  });
});

test("what counts is the database’s clock, not that of the process that looks", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 48 * HOUR });
  await keepFindings([found("green")]);
  await keepFindings([found("red")]);
  await keepRepair("callback");
  vi.useRealTimers();
  expect(await listTurnedRed()).toMatchObject([{ id: "callback" }]);
  const [kept] = await db().$queryRaw<{ isEarlier: boolean }[]>`
    select greatest(looked_at, repaired_at) <= now() as "isEarlier" from set_up_checks`;
  expect(kept).toEqual({ isEarlier: true });
});

test("what is red stays on the health page until a look finds it well, or nobody has looked for two hours", async () => {
  await keepFindings([found("red"), found("yellow", "proof")]);
  expect(await listRed()).toEqual([{ id: "callback", name: "Callback", says: "It is red." }]);
  await keepFindings([found("red")], new Date(Date.now() - 2.1 * HOUR));
  expect(await listRed()).toEqual([]);
  await keepFindings([found("red")]);
  await keepFindings([found("green")]);
  expect(await listRed()).toEqual([]);
});

test("the worker looks by the clock, and goes on sending meanwhile", async ({ double, startWorker }) => {
  await double.suffer({ responseLatencyMs: 300 });
  await startWorker();
  // The scheduler makes its tables when it starts.
  const startLook = () => pool().query("select graphile_worker.add_job('examine_set_up')");
  await vi.waitFor(startLook, { timeout: 20_000 });
  const phone = await double.addPhone();
  await phone.write("hi");
  await vi.waitUntil(async () => (await phone.read()).length === 1, { timeout: 20_000 });
  await vi.waitUntil(async () => (await db().setUpCheck.count()) === CHECKS.length, { timeout: 30_000 });
});

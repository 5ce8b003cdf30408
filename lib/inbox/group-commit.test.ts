import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { markDatabaseError } from "../database/database-errors.ts";
import { type Committable, groupCommit } from "./group-commit.ts";

// How long a batch is under way is up to each test.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(() => {
  vi.useRealTimers();
});

interface Parcel extends Committable {
  name: string;
}

const parcel = (name: string, ...orderKeys: string[]): Parcel => ({ name, orderKeys, rows: 1, bytes: 1 });
const soon = () => new Promise(setImmediate);

/** A store whose batches end when they are told to. */
function makeStore() {
  const batches: { names: string[]; end: (error?: unknown) => void }[] = [];
  const commit = groupCommit<Parcel>(
    (items) =>
      new Promise((resolve, reject) => {
        batches.push({
          names: items.map(({ name }) => name),
          end: (error) => (error ? reject(error) : resolve()),
        });
      }),
  );
  return { batches, commit, names: () => batches.map(({ names }) => names) };
}

test("one batch is under way, and a second beside it once enough has come; what comes meanwhile is stored together", async () => {
  const { batches, commit, names } = makeStore();
  const all = [commit(parcel("a")), commit(parcel("b"))];
  await soon();
  all.push(commit(parcel("c")));
  await soon();
  expect(names()).toEqual([["a", "b"]]);
  all.push(commit({ ...parcel("d"), rows: 100 }));
  await soon();
  all.push(...["e", "f"].map((name) => commit({ ...parcel(name), rows: 100 })));
  await soon();
  expect(names()).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
  batches[0]?.end();
  await soon();
  expect(names()).toEqual([
    ["a", "b"],
    ["c", "d"],
    ["e", "f"],
  ]);
  for (const { end } of batches) end();
  await Promise.all(all);
});

test("what comes while a batch is held up is stored beside it, as often as need be", async () => {
  const { batches, commit, names } = makeStore();
  const all = [commit(parcel("held up"))];
  await soon();
  for (const [at, name] of ["a", "b"].entries()) {
    all.push(commit(parcel(name)));
    await soon();
    if (at === 0) {
      expect(names()).toEqual([["held up"]]);
      vi.advanceTimersByTime(5);
    }
    batches[at + 1]?.end();
    await soon();
  }
  expect(names()).toEqual([["held up"], ["a"], ["b"]]);
  batches[0]?.end();
  await Promise.all(all);
});

test("nobody gets a response before the batch is committed", async () => {
  const { batches, commit } = makeStore();
  let isDone = false;
  const done = commit(parcel("a")).then(() => {
    isDone = true;
  });
  await soon();
  expect(isDone).toBe(false);
  batches[0]?.end();
  await done;
});

test("of one sender nothing is stored while something earlier is under way, nor what came after that", async () => {
  const { batches, commit, names } = makeStore();
  const all = [commit(parcel("1", "Ann")), commit(parcel("2", "Bob"))];
  await soon();
  all.push(
    commit(parcel("3", "Ann", "Cem")),
    commit(parcel("4", "Cem")),
    commit({ ...parcel("5", "Dan"), rows: 100 }),
  );
  await soon();
  expect(names()).toEqual([["1", "2"], ["5"]]);
  batches[1]?.end();
  await soon();
  expect(batches).toHaveLength(2);
  batches[0]?.end();
  await soon();
  expect(names()).toEqual([["1", "2"], ["5"], ["3", "4"]]);
  for (const { end } of batches) end();
  await Promise.all(all);
});

describe("when a batch fails", () => {
  async function failTogether(error: unknown) {
    const stored: string[] = [];
    const commit = groupCommit<Parcel>(async (items) => {
      if (items.some(({ name }) => name === "bad")) throw error;
      stored.push(...items.map(({ name }) => name));
    });
    const names = ["good 1", "bad", "good 2"];
    const results = await Promise.allSettled(names.map((name) => commit(parcel(name))));
    return { stored, outcomes: results.map(({ status }) => status) };
  }

  test("through a faulty item, that one alone is refused", async () => {
    expect(await failTogether(new Error("invalid input"))).toEqual({
      stored: ["good 1", "good 2"],
      outcomes: ["fulfilled", "rejected", "fulfilled"],
    });
  });

  test("because the database is away, all are refused at once", async () => {
    const away = markDatabaseError(Object.assign(new Error(), { code: "ECONNREFUSED" }));
    expect(await failTogether(away)).toEqual({ stored: [], outcomes: Array(3).fill("rejected") });
  });
});

test("what does not fit into the queue is refused with 503, and the queue is free again later", async () => {
  const { batches, commit } = makeStore();
  const all = Array.from({ length: 200 }, (_, index) => commit(parcel(String(index))));
  await expect(commit(parcel("too many"))).rejects.toMatchObject({ status: 503, code: "overloaded" });
  await soon();
  batches[0]?.end();
  await Promise.all(all);
  const late = commit(parcel("late"));
  await soon();
  batches[1]?.end();
  await late;
});

test("a large body counts by its bytes", async () => {
  const { batches, commit } = makeStore();
  const large = { ...parcel("large"), rows: 100, bytes: 40 * 1024 * 1024 };
  const one = commit(large);
  await expect(commit(large)).rejects.toMatchObject({ status: 503 });
  await soon();
  const other = commit(large);
  await soon();
  for (const { end } of batches) end();
  await Promise.all([one, other]);
});

import { describe, expect, test } from "vitest";
import { type Committable, groupCommit } from "./group-commit.ts";

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

test("two batches are under way at most; what comes meanwhile is stored together", async () => {
  const { batches, commit, names } = makeStore();
  const all = ["a", "b", "c", "d", "e"].map((name) => commit(parcel(name)));
  expect(names()).toEqual([["a"], ["b"]]);
  batches[0]?.end();
  await all[0];
  await soon();
  expect(names()).toEqual([["a"], ["b"], ["c", "d", "e"]]);
  for (const { end } of batches) end();
  await Promise.all(all);
});

test("nobody is answered before the batch is committed", async () => {
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
  const all = [
    commit(parcel("1", "Ann")),
    commit(parcel("2", "Bob")),
    commit(parcel("3", "Ann", "Cem")),
    commit(parcel("4", "Cem")),
    commit(parcel("5", "Dan")),
  ];
  batches[1]?.end();
  await soon();
  expect(names()).toEqual([["1"], ["2"], ["5"]]);
  batches[0]?.end();
  await soon();
  expect(names()).toEqual([["1"], ["2"], ["5"], ["3", "4"]]);
  for (const { end } of batches) end();
  await Promise.all(all);
});

describe("when a batch fails", () => {
  async function failTogether(error: unknown) {
    const stored: string[] = [];
    let free = () => {};
    const held = new Promise<void>((resolve) => (free = resolve));
    const commit = groupCommit<Parcel>(async (items) => {
      if (items.some(({ name }) => name.startsWith("first"))) return held;
      if (items.some(({ name }) => name === "bad")) throw error;
      stored.push(...items.map(({ name }) => name));
    });
    const names = ["first 1", "first 2", "good 1", "bad", "good 2"];
    const results = Promise.allSettled(names.map((name) => commit(parcel(name))));
    free();
    return { stored, outcomes: (await results).slice(2).map(({ status }) => status) };
  }

  test("through a faulty item, that one alone is refused", async () => {
    expect(await failTogether(new Error("invalid input"))).toEqual({
      stored: ["good 1", "good 2"],
      outcomes: ["fulfilled", "rejected", "fulfilled"],
    });
  });

  test("because the database is away, all are refused at once", async () => {
    const away = Object.assign(new Error(), { code: "ECONNREFUSED" });
    expect(await failTogether(away)).toEqual({ stored: [], outcomes: Array(3).fill("rejected") });
  });
});

test("what does not fit into the queue is refused with 503, and the queue is free again later", async () => {
  const { batches, commit } = makeStore();
  const all = Array.from({ length: 202 }, (_, index) => commit(parcel(String(index))));
  await expect(commit(parcel("too many"))).rejects.toMatchObject({ status: 503, code: "overloaded" });
  for (let at = 0; at < 3; at++) {
    batches[at]?.end();
    await soon();
  }
  await Promise.all(all);
  const late = commit(parcel("late"));
  batches[3]?.end();
  await late;
});

test("a large body counts by its bytes", async () => {
  const { batches, commit } = makeStore();
  const large = { ...parcel("large"), bytes: 40 * 1024 * 1024 };
  const all = [commit(parcel("a")), commit(parcel("b")), commit(large)];
  await expect(commit(large)).rejects.toMatchObject({ status: 503 });
  batches[0]?.end();
  await soon();
  for (const { end } of batches) end();
  await Promise.all(all);
});

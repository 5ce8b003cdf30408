import { expect, test } from "vitest";
import { coalesce } from "./coalesce.ts";
import { markDatabaseError } from "./database/database-errors.ts";

const soon = () => new Promise(setImmediate);

/** Work that ends when it is told to, each item's result being itself in capitals; a batch with "bad" in it fails. */
function makeWork(most = 100) {
  const calls: { items: string[]; end: () => void }[] = [];
  const run = coalesce<string, string>(
    most,
    (items) =>
      new Promise((resolve, reject) => {
        const end = () => {
          if (items.includes("bad")) reject(new Error("no good"));
          else resolve(items.map((item) => item.toUpperCase()));
        };
        calls.push({ items, end });
      }),
  );
  return { calls, run, items: () => calls.map(({ items }) => items) };
}

test("what is asked for at the same time shares a call, and everybody gets their own result", async () => {
  const { calls, run, items } = makeWork();
  const all = Promise.all(["a", "b", "c"].map(run));
  await soon();
  expect(items()).toEqual([["a", "b", "c"]]);
  calls[0]?.end();
  expect(await all).toEqual(["A", "B", "C"]);
});

test("two calls are under way at most; what comes meanwhile forms the next ones, of no more than the most", async () => {
  const { calls, run, items } = makeWork(2);
  const all = Promise.all(["a", "b", "c", "d", "e"].map(run));
  await soon();
  expect(items()).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
  calls[0]?.end();
  await soon();
  expect(items()[2]).toEqual(["e"]);
  for (const { end } of calls) end();
  expect(await all).toEqual(["A", "B", "C", "D", "E"]);
});

test("one that cannot be done fails alone", async () => {
  const { calls, run, items } = makeWork();
  const all = Promise.allSettled(["a", "bad", "c"].map(run));
  for (let done = 0; done < 4; done++) {
    await soon();
    calls[done]?.end();
  }
  expect((await all).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(items()).toEqual([["a", "bad", "c"], ["a"], ["bad"], ["c"]]);
});

test("while the database is away a call fails once, for all in it", async () => {
  let calls = 0;
  const run = coalesce<string, string>(100, () => {
    calls += 1;
    return Promise.reject(markDatabaseError(Object.assign(new Error("gone"), { code: "ECONNREFUSED" })));
  });
  const outcomes = await Promise.allSettled(["a", "b"].map(run));
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(calls).toBe(1);
});

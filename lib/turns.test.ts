import { expect, test } from "vitest";
import { inTurns } from "./turns.ts";

test("no more run at the same time than may, each in its turn, and a failure holds nobody up", async () => {
  const run = inTurns(2);
  const started: number[] = [];
  const finish: ((fails: boolean) => void)[] = [];
  const all = [0, 1, 2, 3].map((at) =>
    run(async () => {
      started.push(at);
      const fails = await new Promise<boolean>((resolve) => {
        finish[at] = resolve;
      });
      if (fails) throw new Error("no");
      return at;
    }),
  );
  const settled = Promise.allSettled(all);
  await Promise.resolve();
  expect(started).toEqual([0, 1]);
  finish[0]?.(true);
  await expect(all[0]).rejects.toThrow();
  expect(started).toEqual([0, 1, 2]);
  finish[1]?.(false);
  await all[1];
  finish[2]?.(false);
  await all[2];
  finish[3]?.(false);
  expect((await settled).map(({ status }) => status)).toEqual([
    "rejected",
    "fulfilled",
    "fulfilled",
    "fulfilled",
  ]);
});

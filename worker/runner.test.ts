import { expect, test, vi } from "vitest";
import { startRunner } from "./runner.ts";

test("works without a pause for as long as there is something to do", async () => {
  let left = 100;
  const started = Date.now();
  const runner = startRunner("test", async () => left-- > 0);
  await vi.waitFor(() => expect(left).toBeLessThan(0), { timeout: 10_000 });
  expect(Date.now() - started).toBeLessThan(10_000);
  await runner.stop();
});

test("an idle runner works at once when it is woken, also when that happens while it works", async () => {
  let rounds = 0;
  let finish = () => {};
  const runner = startRunner("test", async () => {
    rounds += 1;
    if (rounds === 1) await new Promise<void>((resolve) => (finish = resolve));
    return false;
  });
  await vi.waitFor(() => expect(rounds).toBe(1));
  runner.wake();
  finish();
  const started = Date.now();
  for (let wakes = 0; wakes < 20; wakes++) {
    const before = rounds;
    runner.wake();
    await vi.waitFor(() => expect(rounds).toBeGreaterThan(before), { interval: 2 });
  }
  expect(Date.now() - started).toBeLessThan(5000);
  await runner.stop();
});

test("looks for work by itself, should a wake-up be lost", async () => {
  let rounds = 0;
  const runner = startRunner("test", async () => {
    rounds += 1;
    return false;
  });
  await vi.waitFor(() => expect(rounds).toBeGreaterThanOrEqual(3), { timeout: 10_000 });
  await runner.stop();
});

test("goes on after a failure, with a pause", async () => {
  let rounds = 0;
  const runner = startRunner("test", async () => {
    rounds += 1;
    if (rounds === 1) throw new Error("the database is away");
    return false;
  });
  await vi.waitFor(() => expect(rounds).toBeGreaterThanOrEqual(2), { timeout: 10_000 });
  await runner.stop();
});

test("stops only once what it works on is done", async () => {
  let isDone = false;
  let finish = () => {};
  const runner = startRunner("test", async () => {
    await new Promise<void>((resolve) => (finish = resolve));
    isDone = true;
    return true;
  });
  const stopped = runner.stop().then(() => isDone);
  finish();
  expect(await stopped).toBe(true);
});

import { expect, test } from "vitest";
import { toLine } from "./figures.ts";
import { toTable } from "./table.ts";
import { takeTurns } from "./turns.ts";

const line = (aims = {}) =>
  toLine(
    { ours: [90, 10, 95], floor: [100, 100, 100] },
    { name: "ingest", unit: "POST/s", pick: Number, aims },
  );
const cells = (row: string | undefined) => row?.split("|").map((cell) => cell.trim());

test("the table sets our median above the floor's and gives the median of the rounds' ratios", () => {
  const [ours, floor] = toTable([line({ floor: { atLeast: 0.9 } })])
    .split("\n")
    .slice(2);
  expect(cells(ours)).toEqual(["", "ingest", "ours", "90 POST/s", "90 10 95", "", "", ""]);
  expect(cells(floor)).toEqual(["", "", "floor", "100 POST/s", "100 100 100", "0.90", "≥ 0.9: reached", ""]);
});

test("an aim of ours is about the median, one beside another about the ratio, and a missed one says so", () => {
  const table = toTable([line({ ours: { atLeast: 95 }, floor: { atLeast: 0.95, atMost: 1 } })]);
  expect(table).toContain("≥ 95: MISSED");
  expect(table).toContain("≥ 0.95, ≤ 1: MISSED");
});

test("each round begins with another one", async () => {
  const order: string[] = [];
  const take = (who: string) => async () => order.push(who);
  const results = await takeTurns(3, { ours: take("ours"), floor: take("floor") });
  expect(order).toEqual(["ours", "floor", "floor", "ours", "ours", "floor"]);
  expect(results).toEqual({ ours: [1, 4, 5], floor: [2, 3, 6] });
});

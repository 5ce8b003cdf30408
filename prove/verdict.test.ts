import { expect, test } from "vitest";
import type { Accepted } from "./accepted.ts";
import type { Sender } from "./senders.ts";
import { countOutOfTurn, judge } from "./verdict.ts";

const sender: Sender = {
  name: "Student",
  phone: "491500000001",
  bsuid: null,
  expected: ["🎓", "❌", "🤔"],
  acknowledged: ["a", "b", "c"],
  acknowledgedAt: [1, 2, 3],
};

function accepted(...replies: [rowId: string, text: string][]): Accepted[] {
  return replies.map(([rowId, text], at) => ({
    rowId,
    text,
    at,
    wamid: `wamid.${at}`,
    attempt: 1,
    to: "+491500000001",
    isResponseLost: false,
  }));
}

test("replies that came once and in order are in order", () => {
  const seen = accepted(["1", "🎓 Welcome"], ["2", "❌ Not linked"], ["3", "🤔 What?"]);
  expect(judge([sender], seen)).toEqual({ lost: 0, doubled: 0, order_violations: 0 });
});

test("a reply that never came is lost", () => {
  const seen = accepted(["1", "🎓 Welcome"], ["3", "🤔 What?"]);
  expect(judge([sender], seen)).toEqual({ lost: 1, doubled: 0, order_violations: 0 });
});

test("a row that was sent twice is doubled, and so is a second row for one message", () => {
  const all = accepted(["1", "🎓 Welcome"], ["2", "❌ Not linked"], ["3", "🤔 What?"]);
  expect(judge([sender], [...all, ...accepted(["2", "❌ Not linked"])])).toMatchObject({
    lost: 0,
    doubled: 1,
  });
  expect(judge([sender], [...all, ...accepted(["4", "🤔 What?"])])).toMatchObject({ lost: 0, doubled: 1 });
});

test("replies that overtook each other are out of order", () => {
  const seen = accepted(["2", "❌ Not linked"], ["1", "🎓 Welcome"], ["3", "🤔 What?"]);
  expect(judge([sender], seen)).toEqual({ lost: 0, doubled: 0, order_violations: 1 });
});

test("replies of the same kind that overtook each other are told apart by what they reply", () => {
  const questions = new Map([
    ["1", "a"],
    ["2", "b"],
    ["3", "c"],
  ]);
  const hi = (...rows: string[]) => accepted(...rows.map((row): [string, string] => [row, "🎓"]));
  expect(countOutOfTurn([sender], hi("1", "2", "2", "3"), questions)).toBe(0);
  expect(countOutOfTurn([sender], hi("1", "3", "2"), questions)).toBe(1);
});

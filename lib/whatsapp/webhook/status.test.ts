import { describe, expect, test } from "vitest";
import { readStatusReport } from "./status.ts";

/** Why Meta says that a message failed, as we read it. */
function readErrors(errors: unknown) {
  const status = { id: "wamid.1", status: "failed", timestamp: "1795340000", errors };
  // As JSON, which has no undefined members.
  return readStatusReport(JSON.parse(JSON.stringify({ status })), new Date())?.error;
}

describe("an error of a status that gives no code has none, and keeps its words:", () => {
  test.for([null, undefined, "", " ", "none", true, false, [], {}, 1.5, 1e300, "1e3", "0x10", "null"])(
    "code %j",
    (code) => {
      const error = { code: null, title: "m", details: null };
      expect(readErrors([{ code, title: null, message: "m" }])).toEqual(error);
    },
  );
});

test.for([
  ["131026", 131026],
  [" 131026 ", 131026],
  [131026, 131026],
  [0, 0],
  ["0", 0],
  [-1, -1],
] as const)("the code %j is %i", ([code, number]) => {
  expect(readErrors([{ code }])).toMatchObject({ code: number });
});

test.for([
  [
    { title: "t", message: "m", error_data: { details: "d" } },
    { title: "t", details: "d" },
  ],
  [
    { title: " ", message: "m", error_data: "d" },
    { title: "m", details: "d" },
  ],
  [
    { title: 5, message: {}, error_data: { details: null } },
    { title: null, details: null },
  ],
  [{ error_data: ["d"] }, { title: null, details: null }],
  [{ error_data: null }, { title: null, details: null }],
] as const)("the words of %j are %j", ([words, read]) => {
  expect(readErrors([{ code: 131026, ...words }])).toEqual({ code: 131026, ...read });
});

test("each of several errors is read by itself: the first with a code tells, else the first with words", () => {
  expect(readErrors([null, "x", {}, { title: "t" }, { code: 131026 }])).toMatchObject({ code: 131026 });
  expect(readErrors([null, {}, { code: "?", title: "t" }])).toMatchObject({ code: null, title: "t" });
  expect(readErrors({ code: 131026 })).toMatchObject({ code: 131026 });
});

test.for([undefined, null, [], [null], [{}], [{ code: null }], "x", 5, {}])(
  "%j says nothing of why",
  (errors) => {
    expect(readErrors(errors)).toBeNull();
  },
);

test.for(["deleted", "constructor", "__proto__", ""])("the state %j is none that we know", (status) => {
  expect(readStatusReport({ status: { id: "wamid.1", status } }, new Date())).toBeNull();
});

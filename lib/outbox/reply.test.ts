import { expect, test } from "vitest";
import { fillIn } from "./reply.ts";

test("secrets are filled in wherever they are named, and nothing else is", () => {
  expect(fillIn("{token} and {token}, not {other}, {{token}} or {}", { token: "abc" })).toBe(
    "abc and abc, not {other}, {abc} or {}",
  );
  expect(fillIn("{token}", { token: "$& {token} $1" })).toBe("$& {token} $1");
});

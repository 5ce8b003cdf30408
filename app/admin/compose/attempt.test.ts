import { describe, expect, test } from "vitest";
import { ApiFailure } from "../../call-api.ts";
import { attemptFor, leavesOpen } from "./attempt.ts";

const message = { to: "+15551234567", message_type: "text", text: "hello" };

describe("a message whose response never came", () => {
  test("is tried again under the same key, so that it goes out once", () => {
    const first = attemptFor(message, null);
    expect(first.key).toMatch(/^[0-9a-f]{32}$/);
    expect(attemptFor({ ...message }, first)).toBe(first);
  });

  test("gets a new key once it says something else, or goes to somebody else", () => {
    const first = attemptFor(message, null);
    expect(attemptFor({ ...message, text: "hello!" }, first).key).not.toBe(first.key);
    expect(attemptFor({ ...message, to: "+15551234568" }, first).key).not.toBe(first.key);
  });
});

test.each([
  ["the connection broke", new ApiFailure("offline", "…", 0), true],
  ["a proxy responded", new ApiFailure("server_error", "…", 504), true],
  ["the page itself failed", new TypeError("…"), true],
  ["WhatsApp refused it", new ApiFailure("refused_by_whatsapp", "…", 422), false],
  ["the database was away", new ApiFailure("database_unavailable", "…", 503), false],
])("when %s, whether it was taken is open: %s", (_, error, isOpen) => {
  expect(leavesOpen(error)).toBe(isOpen);
});

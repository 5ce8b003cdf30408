import { describe, expect, test } from "vitest";
import { returnPath } from "./return-path.ts";

describe("42 after signing in", () => {
  test.each(["/", "/settings", "/admin", "/admin/audit", "/admin/health", "/whatsapp/link"])(
    "one is back on %s",
    (path) => {
      expect(returnPath(path)).toBe(path);
    },
  );

  test.each([
    "//evil.test",
    "\\\\evil.test",
    "https:evil.test",
    "https://evil.test/settings",
    "/settings\r\nSet-Cookie: a=b",
    "/%0d%0a",
    "javascript:alert(1)",
    "/settings/../..",
    "/whatsapp/link?token=abc",
    "",
    undefined,
    ["/admin", "//evil.test"],
  ])("%j leads to where the role begins, not elsewhere", (asked) => {
    expect(returnPath(asked)).toBe("/signed-in");
  });
});

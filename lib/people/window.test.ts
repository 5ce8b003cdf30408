import { describe, expect, test } from "vitest";
import { windowClosesAt, windowState } from "./window.ts";

const now = new Date("2026-11-22T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe("the 24-hour window", () => {
  test.for([
    [0, "open"],
    [23 * 60, "open"],
    [24 * 60 - 2, "open"],
    [24 * 60 - 1, "closed"],
    [24 * 60, "closed"],
    [7 * 24 * 60, "closed"],
  ] as const)(
    "%i minutes after the person's last message is %s, with a margin for the way to Meta",
    ([minutes, state]) => {
      expect(windowState(minutesAgo(minutes), now)).toBe(state);
    },
  );

  test("of a person who never wrote to us is not known", () => {
    expect(windowState(null, now)).toBe("unknown");
    expect(windowClosesAt(null)).toBeNull();
  });
});

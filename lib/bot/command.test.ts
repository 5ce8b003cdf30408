import { expect, test } from "vitest";
import type { Command } from "./command.ts";

const named = { name: "grades", aliases: [], summary: null };
const question = { later: { studentId: "1" } };

test("a command that leaves its reply for later has to know whom to ask", () => {
  const asking: Command = {
    ...named,
    decide: () => question,
    ask: async () => ({ purpose: "grades", text: "Maths: A" }),
  };
  // @ts-expect-error The types refuse a question that nobody asks.
  const mute: Command = { ...named, decide: () => question };
  expect([asking.ask, mute.ask]).toEqual([expect.any(Function), undefined]);
});

import { expect, test } from "vitest";
import { sendBody } from "./sending.ts";

test.for([
  "",
  "   ",
  "\u200b\u200b",
  "\u3164",
  "\u2800",
  "\u0301",
  "\u202e\u2066",
  "\u{e0041}",
  "\ufffe",
  "\ufe0f",
])("a text in which nothing is to be seen is missing: %j", (text) => {
  const { error } = sendBody.safeParse({ to: "+15550100001", text });
  expect(error?.issues).toMatchObject([{ path: ["text"], message: "The text is missing." }]);
});

test.for([".", "👍", "é", "नि"])("a text that is seen is sent: %j", (text) => {
  expect(sendBody.safeParse({ to: "+15550100001", text }).success).toBe(true);
});

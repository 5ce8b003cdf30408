import { expect, test } from "vitest";
import { sayFailure } from "./failure-words.ts";
import type { GraphOutcome } from "./graph.ts";

const refused = (code: number, title = "Meta's own words"): GraphOutcome => ({
  kind: "refused",
  error: { status: 400, code, subcode: null, title, details: null, fbtraceId: null, isTransient: false },
});

test.for<[GraphOutcome, string]>([
  [refused(100, "Invalid appsecret_proof provided in the API argument"), "the proof of our app secret"],
  [refused(190), "refused our access token (code 190)"],
  [refused(131_000), "Meta refused with code 131000"],
  [{ kind: "not-sent", reason: "ECONNREFUSED" }, "no response from Meta (ECONNREFUSED)"],
  [{ kind: "succeeded", body: "odd" }, "can't be read"],
])("why Meta told nothing is said in words, and never in Meta's: %j", ([outcome, words]) => {
  expect(sayFailure(outcome)).toContain(words);
  expect(sayFailure(outcome)).not.toContain("Meta's own words");
});

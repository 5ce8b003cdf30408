import { expect, test } from "vitest";
import { readSource, SOURCE_FILES } from "./source-files.ts";

/** The modules that own the states of outbound messages, and of webhook events. */
const OWNERS = ["lib/outbox/states.ts", "lib/webhook-events.ts"];

const SPELT = /\b(?:status|state)\s*(?:=|<>|in)\s*\(?\s*'/;

test("no SQL but that of their owners spells the states of messages and events", () => {
  const files = SOURCE_FILES.filter(
    (file) =>
      /^(lib|app|worker|server|bin)\//.test(file) &&
      !OWNERS.includes(file) &&
      !/\.test\.|^lib\/testing\//.test(file),
  );
  expect(files.length).toBeGreaterThan(300);
  const spelt = files.filter((file) => SPELT.test(readSource(file)));
  expect(spelt).toEqual([]);
});

import { describe, expect, test } from "vitest";
import { GRAPH_ERRORS } from "./error-table.ts";
import { errorKey, explain, ruleFor } from "./errors.ts";

describe("tries again what passes by itself, and nothing else", () => {
  test.for([
    ["slower", [4, 9, 17, 32, 341, 613, 80001, 80007, 80008, 80014, 130429]],
    ["outage", [2, 131016, 131057, 133004, 2494100]],
    ["few", [1, 131000]],
    ["pair", [131056]],
    ["token", [0, 10, 102, 190, 452, 458, 459, 460, 463, 464, 467, 492, 2500]],
    ["account", [368, 131031]],
    [
      "setup",
      [
        3,
        5,
        12,
        33,
        101,
        104,
        200,
        201,
        250,
        299,
        803,
        2635,
        131005,
        131037,
        131042,
        131045,
        133000,
        133005,
        133006,
        133008,
        133009,
        133010,
        133015,
        133016,
        136024,
        "100/33",
        "100/proof",
      ],
    ],
    [
      "never",
      [
        100, 130403, 130472, 130497, 131008, 131009, 131021, 131026, 131030, 131047, 131048, 131049, 131050,
        131051, 131052, 131053, 131055, 131062, 131063, 131064, 132000, 132001, 132005, 132007, 132008,
        132012, 132015, 132016, 132068, 132069, 132999, 134100, 134102, 135000, 137000, 138000, 138999,
        139100, 141002,
      ],
    ],
  ] as const)("%s", ([retry, codes]) => {
    for (const code of codes) expect([code, ruleFor(code).retry]).toEqual([code, retry]);
  });

  test("a code of next year only when Meta calls it transient", () => {
    expect(ruleFor(999_999, true).retry).toBe("few");
    expect(ruleFor(999_999, false).retry).toBe("never");
    expect(ruleFor(131026, true).retry).toBe("never");
  });
});

test("a code is told from the same one with a subcode, or with words where Meta gives no subcode", () => {
  expect(errorKey(100, 33, "Unsupported post request")).toBe("100/33");
  expect(errorKey(100, null, "API calls from the server require an appsecret_proof argument")).toBe(
    "100/proof",
  );
  expect(errorKey(100, 2018, "Invalid parameter")).toBe("100");
  expect(errorKey(190, 463, null)).toBe("190");
});

test("every code is explained in a whole sentence without a word that only programmers know", () => {
  for (const { plain } of Object.values(GRAPH_ERRORS)) {
    expect(plain).toMatch(/^[A-Z].*\.$/);
    expect(plain).not.toMatch(/\b(param|null|HTTP|JSON|WABA|OAuth|payload|wamid|\d{5,})\b/i);
  }
});

test("Meta's own details follow the plain words", () => {
  expect(explain(131021, null)).toBe("A number cannot write to itself.");
  expect(explain(131021, "Same number.")).toBe(
    "A number cannot write to itself. (WhatsApp says: Same number.)",
  );
  expect(explain(999_999, null)).toBe("WhatsApp refused this message.");
  expect(explain(null, "m")).toBe("WhatsApp refused this message. (WhatsApp says: m)");
  expect(explain("", null)).toBe("WhatsApp refused this message.");
});

test("what does not exist, or what our token may not use, is our set-up's fault also where Meta gives no subcode", () => {
  const words =
    "Unsupported post request. Object with ID '1' does not exist, cannot be loaded due to missing permissions";
  expect(errorKey(100, null, words)).toBe("100/33");
  expect(errorKey(100, null, "Invalid parameter")).toBe("100");
});

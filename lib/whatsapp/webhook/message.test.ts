import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isBsuid, toAddress, toPhone } from "../people.ts";
import { readIncomingMessage } from "./message.ts";
import { plausibleTime } from "./time.ts";

const receivedAt = new Date("2026-11-22T12:00:00Z");
const seconds = receivedAt.getTime() / 1000;
const DAY = 24 * 3600;

const read = (message: object, contacts: unknown[] = []) =>
  readIncomingMessage(
    { message: { id: "wamid.1", type: "text", from: "15550001", ...message }, contacts },
    receivedAt,
  );

describe("Meta's time of a message counts", () => {
  test.for([0, 1, 3600, 6 * DAY, 7 * DAY, 7 * DAY + 1, 30 * DAY, 1000 * DAY])(
    "when it is %i seconds old",
    (age) => {
      expect(plausibleTime(String(seconds - age), receivedAt)).toEqual(new Date((seconds - age) * 1000));
    },
  );

  test.for([-120, -DAY, seconds, seconds + 5, seconds - 1_000_000_000])(
    "not when it is %i seconds old",
    (age) => {
      expect(plausibleTime(String(seconds - age), receivedAt)).toBe(receivedAt);
    },
  );

  test("as a number as well as a text", () => {
    expect(plausibleTime(seconds, receivedAt)).toEqual(receivedAt);
    expect(plausibleTime(` ${seconds - 60} `, receivedAt)).toEqual(new Date((seconds - 60) * 1000));
  });

  test.for([
    ...[
      "asdf",
      "",
      " ",
      "-1",
      "0",
      "1",
      "1e9",
      "0x10",
      `${seconds}abc`,
      `${seconds}000`,
      "9".repeat(400),
      "NaN",
    ],
    ...[
      null,
      undefined,
      true,
      {},
      [],
      [seconds],
      Number.NaN,
      Number.POSITIVE_INFINITY,
      -seconds,
      seconds * 1000,
    ],
  ])("not as %j", (timestamp) => {
    expect(plausibleTime(timestamp, receivedAt)).toBe(receivedAt);
  });

  test("and nothing else becomes a time that cannot be", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.anything({ withNullPrototype: false })), (timestamp) => {
        const at = plausibleTime(timestamp, receivedAt).getTime();
        expect(at).toBeLessThanOrEqual(receivedAt.getTime());
        expect(at).toBeGreaterThanOrEqual(Date.UTC(2009));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("the name is that of the contact who wrote", () => {
  const rosa = { profile: { name: "Rosa" }, wa_id: "15550001", user_id: "US.1" };
  const mei = { profile: { username: "@mei" }, user_id: "US.2" };

  test.for([
    ["found by BSUID", { from: undefined, from_user_id: "US.2" }, [rosa, mei], "@mei"],
    ["found by number", {}, [mei, rosa], "Rosa"],
    ["the only one there is", { from: "19990001" }, [rosa], "Rosa"],
    ["nobody's, of several strangers", { from: "19990001" }, [rosa, mei], null],
    ["nobody's, without contacts", {}, [], null],
    ["nobody's, of contacts that are none", {}, [null, 1, "x", { profile: 1 }], null],
  ] as const)("%s", ([, message, contacts, name]) => {
    expect(read(message, [...contacts]).profileName).toBe(name);
  });

  test("cut to what fits", () => {
    expect(read({}, [{ profile: { name: "n".repeat(1000) } }]).profileName).toHaveLength(255);
  });
});

test("a message is read whatever its parts hold", () => {
  const parts = fc.record({
    text: fc.jsonValue(),
    button: fc.jsonValue(),
    interactive: fc.jsonValue(),
    timestamp: fc.jsonValue(),
    unsupported: fc.jsonValue(),
    image: fc.jsonValue(),
    location: fc.jsonValue(),
    contacts: fc.jsonValue(),
    order: fc.jsonValue(),
    type: fc.constantFrom("text", "image", "interactive", "button", "order", "constructor", "__proto__"),
  });
  fc.assert(
    fc.property(parts, fc.array(fc.jsonValue()), (message, contacts) => {
      expect(read(message, contacts)).toMatchObject({ wamid: "wamid.1", isInGroup: false });
    }),
    { numRuns: 1000 },
  );
});

test("a number is never corrected: what Meta gave is kept, with its +, if it has 7 to 15 digits", () => {
  for (const digits of ["15551234567", "5215512345678", "5491123456789", "551155500002", "6834002"]) {
    expect(toPhone(digits)).toBe(`+${digits}`);
    expect(toPhone(`+${digits}`)).toBe(`+${digits}`);
  }
  for (const none of [undefined, "", "123456", "US.1", "1555 1234", "٠١٢٣٤٥٦٧", "1".repeat(16)])
    expect(toPhone(none)).toBeNull();
});

test("a BSUID is known by its form, also in the place of a number", () => {
  expect(["US.1", "US.ENT.1", "BR.90817263544556677"].every(isBsuid)).toBe(true);
  expect(["us.1", "USA.1", "US.", "15550001", "US.1 ", `US.${"1".repeat(129)}`].some(isBsuid)).toBe(false);
  expect(toAddress("US.1", undefined)).toEqual({ phone: null, bsuid: "US.1" });
  expect(toAddress("1555123", "US.1")).toEqual({ phone: "+1555123", bsuid: "US.1" });
  expect(toAddress(undefined, undefined)).toEqual({ phone: null, bsuid: null });
});

test("a long name is cut between two characters, never within one", () => {
  const contact = {
    profile: { name: `${"a".repeat(254)}😀`, username: `@${"b".repeat(254)}😀` },
    wa_id: "15550001",
  };
  const { profileName, username } = read({}, [contact]);
  expect([profileName, username]).toEqual(["a".repeat(254), "b".repeat(254)]);
});

test("a new number is read under its older name, too", () => {
  const system = { type: "user_changed_number", body: "changed", wa_id: "", new_wa_id: "15550100009" };
  const { identityChange } = read({ type: "system", text: undefined, from: "15550100002", system });
  expect(identityChange?.to).toEqual({ phone: "+15550100009", bsuid: null });
});

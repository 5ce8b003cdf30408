import { expect, test } from "vitest";
import { readInvitationCode } from "./invitations.ts";

test.for([
  ["link ab2d-efgh", "ab2defgh"],
  ["link ab2defgh", "ab2defgh"],
  ["link abcd–efgh", "abcdefgh"],
  ["link  ab1o-efgi", "ab10efg1"],
  ["link ab2d efgh", "ab2defgh"],
  ["link 2bcd efgh", "2bcdefgh"],
  ["link abcd efg2", "abcdefg2"],
  ["link ab2d - efgh", "ab2defgh"],
  ["link whatsapp", null],
  ["link this chat", null],
  ["link abcd-efg", null],
  ["link abcd-efghi", null],
  ["link abcu-efgh", null],
  ["link ab2d-efgh now", null],
  ["linkab2d-efgh", null],
] as const)("%j holds the code %j", ([word, code]) => {
  expect(readInvitationCode(word)).toBe(code);
});

import { beforeAll, expect, test } from "vitest";
import { callerAddress } from "./address.ts";

beforeAll(() => {
  process.env.TRUSTED_PROXIES = "1";
});

test.for([
  ["what our proxy saw, however much the caller made up", "6.6.6.6, 7.7.7.7, 203.0.113.5", "203.0.113.5"],
  ["what our proxy saw", "203.0.113.5", "203.0.113.5"],
  ["our proxy's own address where it says nothing", undefined, "192.0.2.1"],
  ["our proxy's own address where it says nothing of use", "6.6.6.6, ", "192.0.2.1"],
] as const)("66 behind one proxy of ours the caller's address is %s", ([, forwarded, address]) => {
  const headers = new Headers({ "x-connect-peer": "192.0.2.1" });
  if (forwarded !== undefined) headers.set("x-forwarded-for", forwarded);
  expect(callerAddress(headers)).toBe(address);
});

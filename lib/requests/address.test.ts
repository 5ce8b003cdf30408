import { beforeAll, expect, test } from "vitest";
import { changeSettings } from "../testing/settings.ts";
import { callerAddress, networksOf } from "./address.ts";

beforeAll(() => {
  changeSettings({ TRUSTED_PROXIES: "1" });
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

test.for([
  ["198.51.100.7", ["198.51.100.7", "198.51.100.7:4711", "::ffff:198.51.100.7", "::FFFF:c633:6407"]],
  [
    "2001:db8:1:2::/64",
    ["2001:db8:1:2::1", "2001:DB8:1:2:3:4:5:6", "2001:0db8:0001:0002::", "[2001:db8:1:2::1]:4711"],
  ],
  ["2001:db8:0:0::/64", ["2001:db8::1", "2001:db8:0:0:ffff::"]],
  ["fe80:0:0:0::/64", ["fe80::1%eth0"]],
  ["0:0:0:0::/64", ["::1", "::"]],
  ["unknown", ["unknown"]],
] as const)("63 one caller has no more tries for more addresses: limits count %s", ([network, spellings]) => {
  expect(spellings.map((spelling) => networksOf(spelling)[0])).toEqual(spellings.map(() => network));
});

test.for([
  ["2001:db8:1:2::1", ["2001:db8:1:2::/64", "2001:db8:1::/48"]],
  ["2001:db8:1:ffff::1", ["2001:db8:1:ffff::/64", "2001:db8:1::/48"]],
  ["2001:db8::", ["2001:db8:0:0::/64", "2001:db8:0::/48"]],
  ["198.51.100.7", ["198.51.100.7"]],
  ["::ffff:198.51.100.7", ["198.51.100.7"]],
] as const)("63 %s counts for each network that one customer may have: %j", ([address, networks]) => {
  expect(networksOf(address)).toEqual(networks);
});

import { beforeEach, describe, expect, test } from "vitest";
import { env } from "../env.ts";
import { isLocalCaller } from "./address.ts";
import { isForwarded, isForwardingIgnored, noteForwarding } from "./forwarding.ts";

const MINUTE = 60_000;
const NOW = Date.parse("2026-11-27T12:00:00Z");

beforeEach(() => {
  env().TRUSTED_PROXIES = 0;
  noteForwarding("127.0.0.1", 0);
});

test.each([
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-host",
  "x-forwarded",
  "forwarded",
  "via",
  "x-real-ip",
  "true-client-ip",
  "cf-connecting-ip",
  "x-client-ip",
  "cdn-loop",
])("a request with %s came through a proxy", (name) => {
  expect(isForwarded({ host: "localhost", [name]: "" })).toBe(true);
});

test("a request of a browser or of Meta did not", () => {
  expect(
    isForwarded({
      host: "a",
      "user-agent": "b",
      "x-hub-signature-256": "c",
      "x-request-id": "d",
      origin: "e",
    }),
  ).toBe(false);
});

test.each([
  "127.0.0.1",
  "::1",
  "::ffff:127.0.0.1",
  "10.1.2.3",
  "::ffff:172.17.0.1",
  "192.168.1.1",
  "fd00::1",
  "fe80::1%eth0",
])("a proxy at %s that nobody told us of is told for ten minutes", (peer) => {
  expect(isForwardingIgnored(NOW)).toBe(false);
  noteForwarding(peer, NOW);
  expect(isForwardingIgnored(NOW + 9 * MINUTE)).toBe(true);
  expect(isForwardingIgnored(NOW + 11 * MINUTE)).toBe(false);
});

test("a stranger who claims to have been passed on raises no alarm, and neither does a proxy that is known", () => {
  for (const peer of ["203.0.113.5", "2001:db8::1", "", "unknown"]) noteForwarding(peer, NOW);
  env().TRUSTED_PROXIES = 1;
  noteForwarding("127.0.0.1", NOW);
  expect(isForwardingIgnored(NOW)).toBe(false);
});

describe("the rights of this machine", () => {
  const TOKEN = "a-token-for-health-0123456789";
  const direct = { "x-connect-peer": "127.0.0.1", "x-connect-proxied": "0", host: "localhost:3000" };
  const call = (headers: Record<string, string> = {}) =>
    isLocalCaller(new Request("http://localhost", { headers: { ...direct, ...headers } }));

  beforeEach(() => {
    env().NEXTAUTH_URL = "http://localhost:3000";
    env().WHATSAPP_WEBHOOK_URL = "http://localhost:3000/api/whatsapp/webhook";
    env().HEALTH_TOKEN = TOKEN;
  });

  test("a program of this machine has them, where nobody else can come in", () => {
    expect(call()).toBe(true);
    expect(call({ host: "[::1]:3000", "x-connect-peer": "::ffff:127.0.0.1" })).toBe(true);
  });

  test.each<Record<string, string>>([
    { "x-connect-proxied": "1" },
    { "x-connect-peer": "10.0.0.1" },
    { "x-connect-peer": "" },
    { host: "connect.example.edu" },
    { host: "localhost@connect.example.edu" },
    { host: "[" },
    { host: "" },
  ])("a call that may come from elsewhere has none, not even with the token: %j", (headers) => {
    expect(call({ ...headers, authorization: `Bearer ${TOKEN}` })).toBe(false);
  });

  test.each(["NEXTAUTH_URL", "WHATSAPP_WEBHOOK_URL"] as const)(
    "where people come in by a public %s, a silent proxy passes for this machine, so the token is asked for",
    (name) => {
      env()[name] = "https://connect.example.edu/";
      expect(call()).toBe(false);
      expect(call({ authorization: "Bearer wrong" })).toBe(false);
      expect(call({ authorization: `Bearer ${TOKEN}` })).toBe(true);
      env().HEALTH_TOKEN = undefined;
      expect(call({ authorization: "Bearer undefined" })).toBe(false);
    },
  );

  test("the same where a proxy is known to be in front", () => {
    env().TRUSTED_PROXIES = 1;
    expect(call()).toBe(false);
    expect(call({ authorization: `Bearer ${TOKEN}` })).toBe(true);
  });
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { env } from "../env.ts";
import { callerAddress, isLocalCaller } from "./address.ts";
import { standInFront } from "./front.ts";
import { route } from "./route.ts";

const OURS = "127.0.0.1";
const ID = "4f3e1c9a-0000-4000-8000-000000000000";
const headers = {
  host: "localhost:3000",
  "x-connect-peer": OURS,
  "x-connect-proxied": "0",
  "x-forwarded-for": "203.0.113.5",
  "x-request-id": ID,
};
const request = new Request("http://localhost:3000/", { headers });
const idInResponse = async () =>
  (await route(async () => new Response())(request, {})).headers.get("x-request-id");

beforeEach(() => {
  // As in a process that something else than our server listens in: nobody has said that ours does.
  Reflect.deleteProperty(globalThis, "connectFrontStands");
});
afterEach(() => {
  env().TRUSTED_PROXIES = 0;
  standInFront();
});

test("without our server in front, nobody has an address of their own, whatever headers say: all share one limit", () => {
  expect(callerAddress(request.headers)).toBe("unknown");
  env().TRUSTED_PROXIES = 1;
  expect(callerAddress(request.headers)).toBe("unknown");
});

test("without our server in front, no call has the rights of this machine", () => {
  expect(isLocalCaller(request)).toBe(false);
});

test("without our server in front, a caller does not choose the id that the log names", async () => {
  expect(await idInResponse()).toMatch(/^[\da-f-]{36}$/);
  expect(await idInResponse()).not.toBe(ID);
});

test("behind our server, what it says counts", async () => {
  standInFront();
  expect(callerAddress(request.headers)).toBe(OURS);
  expect(isLocalCaller(request)).toBe(true);
  expect(await idInResponse()).toBe(ID);
});

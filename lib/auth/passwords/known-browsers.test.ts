import { expect, test, vi } from "vitest";
import { findKnownBrowser, knownBrowserCookie } from "./known-browsers.ts";

const JOHN = "john@example.com";
const cookieIn = (setCookie: string) => setCookie.split(";")[0] ?? "";

test("a browser is known for the account that was signed in to there, and for no other", () => {
  const cookie = cookieIn(knownBrowserCookie(null, JOHN));
  expect(findKnownBrowser(`theme=dark; ${cookie}; x=y`, JOHN)).toMatch(/^[\w-]{22}$/);
  expect(findKnownBrowser(cookie, "mei@example.com")).toBeNull();
  expect(findKnownBrowser(null, JOHN)).toBeNull();
});

test("the cookie goes to the sign-in endpoints only, no script reads it, and no address stands in it", () => {
  const setCookie = knownBrowserCookie(null, JOHN);
  expect(setCookie).toMatch(/; Path=\/api\/auth; Max-Age=31536000; HttpOnly; SameSite=Lax$/);
  expect(setCookie).not.toContain("john");
});

test("a browser that a family shares is known for each of them, for five at most", () => {
  const family = Array.from({ length: 6 }, (_, at) => `person-${at}@example.com`);
  let cookie = "";
  for (const email of family) cookie = cookieIn(knownBrowserCookie(cookie, email));
  expect(family.map((email) => findKnownBrowser(cookie, email) !== null)).toEqual([
    false,
    ...Array.from({ length: 5 }, () => true),
  ]);
  expect(cookie.length).toBeLessThan(1000);
});

test("signing in again keeps what the browser is known by", () => {
  const cookie = cookieIn(knownBrowserCookie(null, JOHN));
  const again = cookieIn(knownBrowserCookie(cookie, JOHN));
  expect(findKnownBrowser(again, JOHN)).toBe(findKnownBrowser(cookie, JOHN));
});

test("nobody makes such a cookie up, and none counts for ever", () => {
  const cookie = cookieIn(knownBrowserCookie(null, JOHN));
  const [name, mark = ""] = cookie.split("=");
  const [id, since, signature = ""] = mark.split(".");
  for (const forged of [
    `${id}.${Number(since) + 1}.${signature}`,
    `${id}.${since}.${"A".repeat(43)}`,
    `${id}.${since}`,
    `${id}.${since}.${signature}x`,
    "~".repeat(50_000),
    "",
  ])
    expect(findKnownBrowser(`${name}=${forged}`, JOHN)).toBeNull();
  vi.useFakeTimers({ now: Date.now() + 366 * 24 * 3_600_000, toFake: ["Date"] });
  expect(findKnownBrowser(cookie, JOHN)).toBeNull();
  vi.useRealTimers();
});

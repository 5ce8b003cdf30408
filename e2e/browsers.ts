import type { Browser, Page } from "@playwright/test";
import { decode, encode } from "next-auth/jwt";
import type { Someone } from "./accounts.ts";

const COOKIE = "next-auth.session-token";
const secret = () => process.env.E2E_NEXTAUTH_SECRET ?? "";

/** The id of the session that a signed-in browser has. */
export async function sessionIn(page: Page): Promise<string> {
  const cookies = await page.context().cookies();
  const token = cookies.find(({ name }) => name === COOKIE)?.value;
  return String((await decode({ token, secret: secret() }))?.sid);
}

/** A browser whose person signed in so many seconds ago. */
export async function signedInBefore(browser: Browser, { id }: Someone, seconds: number): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const token = { sub: id, auth_time: Math.floor(Date.now() / 1000) - seconds };
  const value = await encode({ token, secret: secret() });
  const url = process.env.E2E_BASE_URL;
  await context.addCookies([{ name: COOKIE, value, url }]);
  return context.newPage();
}

import type { Browser, Page } from "@playwright/test";
import { encode } from "next-auth/jwt";
import type { Someone } from "./accounts.ts";

/** A browser whose person signed in so many seconds ago. */
export async function signedInBefore(browser: Browser, { id }: Someone, seconds: number): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const token = { sub: id, auth_time: Math.floor(Date.now() / 1000) - seconds };
  const value = await encode({ token, secret: process.env.E2E_NEXTAUTH_SECRET ?? "" });
  const url = process.env.E2E_BASE_URL;
  await context.addCookies([{ name: "next-auth.session-token", value, url }]);
  return context.newPage();
}

import type { Page } from "@playwright/test";
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

/** Signs somebody in, as if they had filled in the form so many seconds ago. */
export async function signInAs(page: Page, { id }: Someone, secondsAgo = 10): Promise<void> {
  const token = { sub: id, auth_time: Math.floor(Date.now() / 1000) - secondsAgo };
  const value = await encode({ token, secret: secret() });
  await page.context().addCookies([{ name: COOKIE, value, url: process.env.E2E_BASE_URL }]);
}

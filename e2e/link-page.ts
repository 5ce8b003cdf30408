import { type Browser, expect, type Page } from "@playwright/test";
import { type Someone, signIn } from "./accounts.ts";

/** A browser in which somebody has signed in. */
export async function signedIn(browser: Browser, someone: Someone): Promise<Page> {
  const page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  await page.goto("/login");
  await signIn(page, someone);
  await expect(page).toHaveURL(/settings$/);
  return page;
}

/** Presses the button that links. */
export const confirm = (page: Page) => page.getByRole("button", { name: "Link my accounts" }).click();
/** Waits until the page says that it is done. */
export const expectLinked = (page: Page) =>
  expect(page.getByRole("heading", { name: "Your accounts are linked" })).toBeVisible();

import { expect, type Page } from "@playwright/test";

/** Presses the button that links. */
export const confirm = (page: Page) => page.getByRole("button", { name: "Link my accounts" }).click();
/** Waits until the page says that it is done. */
export const expectLinked = (page: Page) =>
  expect(page.getByRole("heading", { name: "Your accounts are linked" })).toBeVisible();

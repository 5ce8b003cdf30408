import { type BrowserContext, test as base, type Page } from "@playwright/test";
import type { Someone } from "./accounts.ts";
import { signInAs } from "./browsers.ts";

/** A test that can open browsers for people. */
interface Fixtures {
  /** A browser of their own for somebody who signed in so many seconds ago; it is closed when the test ends. */
  signedIn: (someone: Someone, secondsAgo?: number) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  signedIn: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (someone, secondsAgo) => {
      const context = await browser.newContext({ reducedMotion: "reduce" });
      contexts.push(context);
      const page = await context.newPage();
      await signInAs(page, someone, secondsAgo);
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

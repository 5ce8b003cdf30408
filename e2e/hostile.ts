import { expect, type Locator, type Page } from "@playwright/test";

/** Notes what a page should never do with what somebody wrote; gives what was noted so far. */
export async function watchForHarm(page: Page): Promise<() => string[]> {
  const harm: string[] = [];
  await page.exposeFunction("noteHarm", (what: string) => harm.push(what));
  await page.addInitScript(`document.addEventListener("securitypolicyviolation", (event) =>
    noteHarm("blocked " + event.effectiveDirective + " " + event.blockedURI))`);
  page.on("dialog", async (dialog) => {
    harm.push(`said ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on("pageerror", (error) => harm.push(error.message));
  return () => harm;
}

/** Expects a text of somebody's on the page as text: as it was written, with nothing made of it and nothing sticking out. */
export async function expectAsText(page: Page, text: string): Promise<void> {
  await expect(page.getByRole("main")).toContainText(text.trim());
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, `sticks out at ${width} px`).toBeLessThanOrEqual(0);
  }
  const made = page.locator("[onload], [onerror], a[href^='javascript:' i], main script, main iframe");
  expect(await made.count()).toBe(0);
}

/** Whether `text` runs from left to right wherever it stands within `place`, whatever stands before it. */
export function runsLeftToRight(place: Locator, text: string): Promise<boolean> {
  return place.evaluate((root, wanted) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const edge = (node: Node, at: number) => {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect();
    };
    const places: boolean[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1;
      if (at >= 0) places.push(edge(node, at).left < edge(node, at + 1).left);
    }
    return places.length > 0 && places.every(Boolean);
  }, text);
}

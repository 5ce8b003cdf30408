import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Locator, type Page } from "@playwright/test";
import type axe from "axe-core";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** A phone and a desktop, each in the light and in the dark: in its second theme only a page's colours are others. */
const LOOKS = [
  { width: 390, height: 844, colorScheme: "light", rules: "all" },
  { width: 390, height: 844, colorScheme: "dark", rules: "of colours" },
  { width: 1440, height: 900, colorScheme: "dark", rules: "all" },
  { width: 1440, height: 900, colorScheme: "light", rules: "of colours" },
] as const;

/** The narrowest screen that counts, and text at twice its size on a phone: nothing may stick out. */
const SQUEEZES = [
  { width: 320, height: 640, text: "100%" },
  { width: 390, height: 844, text: "200%" },
];

/** By the clock: a page behind another one is painted, and so asked, only every few seconds. */
const OFTEN = { polling: 20 };

/** Whether the page shows the colours of a theme: by its attribute, or, without one, by those of the device. */
function isInTheme(theme: string): boolean {
  return (document.documentElement.dataset.theme ?? theme) === theme;
}

/** Whether everything that fades in or out has come to an end, so that colours are what they are meant to be. */
function isAtRest(): boolean {
  return document
    .getAnimations()
    .every((animation) => animation.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY);
}

/** Looks at the page as it stands: axe finds nothing in it (or `within` it), and nothing sticks out. */
export async function lookAt(page: Page, name: string, within?: string): Promise<void> {
  for (const { width, height, colorScheme, rules } of LOOKS) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.waitForFunction(isInTheme, colorScheme, OFTEN);
    await page.waitForFunction(isAtRest, null, OFTEN);
    await expectAccessible(page, within, rules);
    await expectNothingSticksOut(page, `${name} at ${width} px`);
    if (process.env.E2E_SCREENSHOTS) {
      const path = `${process.env.E2E_SCREENSHOTS}/${name}-${width}-${colorScheme}.png`;
      await page.screenshot({ path, fullPage: true });
    }
  }
  for (const { width, height, text } of SQUEEZES) {
    await page.setViewportSize({ width, height });
    await setTextSize(page, text);
    await expectNothingSticksOut(page, `${name} at ${width} px with text at ${text}`);
  }
  await setTextSize(page, "");
}

/** What all tests together have put into a long list: its first rows stand for all of them. */
const FURTHER_ROWS = ["tbody > tr:nth-child(n+9)", "ol > li:nth-child(n+9)", "ul > li:nth-child(n+9)"];

/** Looks at the page as it stands, in the theme that it has: axe finds nothing in it (or `within` it). */
export async function expectAccessible(
  page: Page,
  within?: string,
  rules: "all" | "of colours" = "all",
): Promise<void> {
  await bringAxe(page);
  const found = await page.evaluate(
    async ({ within, further, only }) => {
      const include = within ? [[within]] : [["html"]];
      const options = { resultTypes: ["violations" as const], preload: false };
      const { violations } = await window.axe.run(
        { include, exclude: further.map((rows) => [rows]) },
        only ? { ...options, runOnly: only } : options,
      );
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    },
    {
      within,
      further: FURTHER_ROWS,
      only: rules === "of colours" ? ["color-contrast", "link-in-text-block"] : undefined,
    },
  );
  expect(found).toEqual([]);
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Its 650 kB are read by the browser once for each page that it opens, and not by way of an `eval`, which takes twice as long. */
async function bringAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => "axe" in window)) return;
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: `${AXE};0` });
  await session.detach();
}

/** What is selected stands out from what it is one of, in both themes, by the contrast that WCAG asks of a state. */
export async function expectStandsOut(selected: Locator): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await selected.page().emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect.poll(() => selected.evaluate(contrastWithParent)).toBeGreaterThanOrEqual(3);
  }
}

/** The contrast of an element's background with that of the one around it. */
function contrastWithParent(element: Element): number {
  const luminance = (of: Element | null) => {
    const channels = getComputedStyle(of ?? element).backgroundColor.match(/[\d.]+/g) ?? [];
    const [red = 0, green = 0, blue = 0] = channels
      .map((channel) => Number(channel) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [darker = 0, lighter = 0] = [luminance(element), luminance(element.parentElement)].toSorted(
    (one, other) => one - other,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

function setTextSize(page: Page, size: string): Promise<void> {
  return page.evaluate((fontSize) => {
    document.documentElement.style.fontSize = fontSize;
  }, size);
}

/** A page that was just made narrower may need a moment to lay itself out. */
async function expectNothingSticksOut(page: Page, when: string): Promise<void> {
  const findWide = () =>
    page.evaluate(() =>
      document.documentElement.scrollWidth <= innerWidth
        ? []
        : [...document.querySelectorAll("body *")]
            .filter((element) => element.getBoundingClientRect().right > innerWidth)
            .map((element) => element.outerHTML.slice(0, 200)),
    );
  await expect.poll(findWide, { message: `sticks out: ${when}`, timeout: 5000 }).toEqual([]);
}

/** Fails the test at its end if the page asked anything of another host, or complained in the browser's console. */
export function watch(page: Page): () => void {
  const complaints: string[] = [];
  page.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && !["localhost", "127.0.0.1"].includes(hostname))
      complaints.push(`asked ${hostname}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return () => expect(complaints).toEqual([]);
}

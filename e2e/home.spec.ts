import { expect, type Page, test } from "@playwright/test";
import { unavailablePage } from "../app/unavailable.ts";
import { addAccount, bearerOf, call, type Someone } from "./accounts.ts";
import { signInAs } from "./browsers.ts";
import { lookAt, watch } from "./look.ts";
import { addPhone, tokenIn } from "./simulator.ts";

test.describe.configure({ mode: "parallel" });

async function goHome(page: Page, someone: Someone): Promise<void> {
  await signInAs(page, someone);
  await page.goto("/");
  await expect(page).toHaveURL(/localhost:\d+\/$/);
}

test("the start page tells a student who is not linked yet the one step that is left", async ({ page }) => {
  const done = watch(page);
  await goHome(page, await addAccount("student", "Nearly Nora"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One step left: link your WhatsApp");
  await expect(page.getByRole("main")).toContainText("Nearly Nora");
  const chat = page.getByRole("link", { name: /send “link” in whatsapp/i });
  await expect(chat).toHaveAttribute("href", /\/wa\.me\/\d+\?text=link$/);
  await lookAt(page, "home-not-linked");
  await page.getByRole("link", { name: "Link it with a QR code" }).click();
  await expect(page.getByRole("button", { name: "Link my WhatsApp" })).toBeVisible();
  done();
});

test("the start page shows a linked student which WhatsApp it is, and the ways to the chat and the settings", async ({
  page,
}) => {
  const done = watch(page);
  const student = await addAccount("student", "Joined Joe");
  const phone = await addPhone("Joe's phone");
  const token = tokenIn(await phone.send("link"));
  expect((await call("POST", "/api/whatsapp/link", await bearerOf(student), { token })).status).toBe(200);
  await goHome(page, student);
  const main = page.getByRole("main");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your WhatsApp is linked");
  for (const words of [phone.name, phone.number, student.name, student.email])
    await expect(main).toContainText(words);
  await expect(main.getByRole("link", { name: /open the chat/i })).toHaveAttribute("href", /\/wa\.me\/\d+/);
  await lookAt(page, "home-linked");
  await main.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByText("Linked", { exact: true })).toBeVisible();
  done();
});

test("the start page leads staff to the console", async ({ page }) => {
  const done = watch(page);
  await goHome(page, await addAccount("instructor", "Tessa Teach"));
  await lookAt(page, "home-staff");
  await page.getByRole("link", { name: "Open the console" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Console");
  done();
});

test("the sample chat comes in message by message, moves nothing, and is there at once for who wants no motion", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.goto("/");
  const last = page.getByText("I’ll be there");
  const place = await last.boundingBox();
  expect(place?.height).toBeGreaterThan(0);
  const chat = page.getByRole("figure");
  const height = (await chat.boundingBox())?.height;
  const movesOf = () => page.evaluate(() => document.getAnimations().length);
  await expect.poll(movesOf).toBe(0);
  expect((await chat.boundingBox())?.height).toBe(height);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.reload();
  expect(await movesOf()).toBe(0);
});

test("the page for when the database is away needs nothing but itself, and leads to the same address again", async ({
  page,
}) => {
  const done = watch(page);
  await page.setContent(unavailablePage().body);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "Try again" })).toHaveAttribute("href", "");
  await lookAt(page, "unavailable");
  done();
});

import { join } from "node:path";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { readSecrets } from "../bin/settings/secrets.ts";
import { addAccount, query, type Someone, signIn } from "./accounts.ts";
import { lookAt, watch } from "./look.ts";
import { addPhone, addressIn, type Phone } from "./simulator.ts";
import { startWeb, type Web } from "./web.ts";

let server: Web;

test.beforeAll(async () => {
  const { E2E_DATA_DIR: dataDir = "", E2E_SIMULATOR_URL: simulatorUrl = "" } = process.env;
  const settings = {
    DATABASE_URL: process.env.E2E_DATABASE_URL ?? "",
    NEXTAUTH_SECRET: process.env.E2E_NEXTAUTH_SECRET ?? "",
    WHATSAPP_API_URL: simulatorUrl,
    WHATSAPP_CHAT_URL: `${simulatorUrl}/wa.me`,
    WHATSAPP_ACCESS_TOKEN: readSecrets(dataDir).SIMULATOR_TOKEN,
    LINK_CONFIRMATION: "code",
  };
  server = await startWeb(settings, join(dataDir, "code-mode.log"));
});
test.afterAll(() => server.stop());

test.afterEach(async ({ browser }) => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

/** The address in the bot's reply, at the server that asks for a code. */
async function askForLink(phone: Phone): Promise<string> {
  const { pathname, search } = new URL(addressIn(await phone.send("link")));
  return `${server.baseUrl}${pathname}${search}`;
}

async function openAs(browser: Browser, someone: Someone, address: string): Promise<Page> {
  const page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  await page.goto(address);
  await signIn(page, someone);
  await page.getByRole("button", { name: "Link my accounts" }).click();
  await expect(page.getByRole("heading", { name: "One last step, in WhatsApp" })).toBeVisible();
  return page;
}

async function digitsOn(page: Page): Promise<string> {
  return (await page.locator("[data-pending]").getAttribute("data-pending")) ?? "";
}

test("six digits from the page, sent in the chat, make the link live, and the page goes on by itself", async ({
  browser,
}) => {
  const phone = await addPhone("Code Cora");
  const page = await openAs(browser, await addAccount("student", "Cora Code"), await askForLink(phone));
  const done = watch(page);
  await expect(page.getByRole("status").filter({ hasText: "3 tries left" })).toBeVisible();
  await lookAt(page, "link-pending");
  const digits = await digitsOn(page);
  expect(digits).toMatch(/^\d{6}$/);
  await phone.send(digits === "000000" ? "111111" : "000000");
  await expect(page.getByText("2 tries left")).toBeVisible();
  expect(await phone.send(digits)).toContain("Account Linked");
  await expect(page.getByRole("heading", { name: "Your accounts are linked" })).toBeVisible();
  done();
});

test("T1: whoever sends their link to a signed-in victim gets nothing without the digits on the victim's page", async ({
  browser,
}) => {
  const [attackersPhone, victimsPhone] = [await addPhone("Attacker"), await addPhone("Victim")];
  const bait = await askForLink(attackersPhone);
  const victim = await openAs(browser, await addAccount("student", "Vera Victim"), bait);
  const attacker = await openAs(
    browser,
    await addAccount("student", "Ada Attacker"),
    await askForLink(await addPhone("Attacker's other phone")),
  );
  const digits = await digitsOn(victim);
  expect(await victimsPhone.send(digits)).toContain("not waiting for a code in this chat");
  const own = await digitsOn(attacker);
  const guesses = [own, "123456", "654321"].map((guess, index) =>
    guess === digits ? `99999${index}` : guess,
  );
  for (const guess of guesses) await attackersPhone.send(guess);
  await expect(victim.getByRole("heading", { name: "Too many wrong codes" })).toBeVisible();
  await lookAt(victim, "link-code-refused");
  expect(await attackersPhone.send(digits)).not.toContain("Account Linked");
  expect(await attackersPhone.send("status")).toContain("Not Linked");
});

test("digits that were not sent in five minutes are gone, and the page says so by itself", async ({
  browser,
}) => {
  const phone = await addPhone("Late Lena");
  const student = await addAccount("student", "Lena Late");
  const page = await openAs(browser, student, await askForLink(phone));
  const digits = await digitsOn(page);
  await query("update pending_links set expires_at = now() where user_id = $1", [student.id]);
  await expect(page.getByRole("heading", { name: "The code wasn’t sent in time" })).toBeVisible();
  await lookAt(page, "link-code-expired");
  expect(await phone.send(digits)).toContain("its time is up");
});

test("a person who does not want the link stops it on the page", async ({ browser }) => {
  const phone = await addPhone("Second Thoughts");
  const page = await openAs(browser, await addAccount("student", "Sid Second"), await askForLink(phone));
  const digits = await digitsOn(page);
  await page.getByRole("button", { name: "Don’t link" }).click();
  await expect(page.getByRole("heading", { name: "Nothing was linked" })).toBeVisible();
  await lookAt(page, "link-cancelled");
  await phone.send(digits);
  expect(await phone.send("status")).toContain("Not Linked");
});

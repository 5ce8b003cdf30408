import { expect, test } from "@playwright/test";
import { addAccount, bearerOf, call, signIn } from "./accounts.ts";
import { signInAs } from "./browsers.ts";
import { expectAccessible, lookAt, watch } from "./look.ts";
import { addPhone, addressIn, tokenIn } from "./simulator.ts";

test.describe.configure({ mode: "parallel" });

test("the start page says what this is and opens the chat", async ({ page }) => {
  const done = watch(page);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const chat = page.getByRole("link", { name: /send “link” in whatsapp/i });
  await expect(chat).toHaveAttribute("href", /\/wa\.me\/\d+\?text=link$/);
  await lookAt(page, "home");
  done();
});

test("signing in with a wrong password says so, and leads nowhere else than to our own pages", async ({
  page,
}) => {
  const done = watch(page);
  const student = await addAccount("student", "Wrong Password");
  await page.goto("/login?callbackUrl=https://evil.test/");
  await lookAt(page, "login");
  await signIn(page, { ...student, password: "not it" });
  await expect(page.getByRole("alert").filter({ hasText: /wrong/i })).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await lookAt(page, "login-wrong");
  await signIn(page, student);
  await expect(page).toHaveURL(/localhost:\d+\/$/);
  done();
});

test("a link waits for sign-in without its token ever standing in an address", async ({ page }) => {
  const done = watch(page);
  const student = await addAccount("student", "Waiting Wanda");
  const phone = await addPhone("Wanda's phone");
  const address = addressIn(await phone.send("link"));
  const token = new URL(address).searchParams.get("token") ?? "";
  const visited: string[] = [];
  page.on("framenavigated", (frame) => visited.push(frame.url()));
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in to finish linking your WhatsApp");
  await lookAt(page, "login-from-link");
  await signIn(page, student);
  await expect(page.getByRole("button", { name: "Link my accounts" })).toBeVisible();
  await lookAt(page, "link-ready");
  expect(visited.filter((url) => url.includes(token))).toEqual([]);
  await page.getByRole("button", { name: "Link my accounts" }).dblclick();
  await expect(page.getByRole("heading", { name: "Your accounts are linked" })).toBeVisible();
  await lookAt(page, "link-linked");
  await page.reload();
  await expect(page.getByRole("main")).toContainText(/linked/i);
  done();
});

test("a link that is unknown, replaced, used or taken says what to do next", async ({ page }) => {
  const done = watch(page);
  const [first, second] = [
    await addAccount("student", "First Fay"),
    await addAccount("student", "Second Sam"),
  ];
  const phone = await addPhone("Several links");
  await page.goto("/whatsapp/link");
  await lookAt(page, "link-none");
  await page.goto("/whatsapp/link?token=0123456789abcdefghjkmnpqrstvwxyz");
  await expect(page.getByRole("main")).toContainText(/link/i);
  await lookAt(page, "link-unknown");
  const replaced = addressIn(await phone.send("link"));
  const used = addressIn(await phone.send("link"));
  await page.goto(replaced);
  await expect(page.getByRole("main")).toContainText(/new/i);
  await lookAt(page, "link-replaced");
  const token = new URL(used).searchParams.get("token");
  expect((await call("POST", "/api/whatsapp/link", await bearerOf(first), { token })).status).toBe(200);
  await page.goto("/login");
  await signIn(page, second);
  await expect(page).not.toHaveURL(/login/);
  await page.goto(used);
  await expect(page.getByRole("main")).toContainText(/used/i);
  await lookAt(page, "link-used");
  done();
});

test("a token that is pasted in settings, in capitals and with spaces, shows both sides first, and unlinking asks and tells the chat", async ({
  page,
}) => {
  const done = watch(page);
  const student = await addAccount("student", "Pasting Pat");
  const phone = await addPhone("Pat's phone");
  await signInAs(page, student);
  await page.goto("/settings");
  await expect(page.getByText("Not linked", { exact: true })).toBeVisible();
  await lookAt(page, "settings-not-linked");
  await page.getByRole("textbox", { name: "Link token" }).fill("nonsense");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText(/don't know this link/i)).toBeVisible();
  await lookAt(page, "settings-wrong-token");
  const token = tokenIn(await phone.send("link"));
  await page
    .getByRole("textbox", { name: "Link token" })
    .fill(` ${token.toUpperCase().replace(/(.{8})/g, "$1 ")}`);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Link your WhatsApp" })).toBeVisible();
  for (const words of [phone.number, student.name, student.email])
    await expect(page.getByRole("main")).toContainText(words);
  expect(await phone.send("status")).toContain("Not Linked");
  await page.getByRole("button", { name: "Link my accounts" }).click();
  await page.getByRole("link", { name: "See it in settings" }).click();
  await expect(page.getByText("Linked", { exact: true })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Pat's phone");
  await lookAt(page, "settings-linked");
  await page.getByRole("button", { name: "Unlink" }).first().click();
  await lookAt(page, "settings-unlink-asks", "[role=alertdialog]");
  await page.getByRole("button", { name: "Yes, unlink" }).click();
  await expect(page.getByText("Not linked", { exact: true })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Your WhatsApp is unlinked." })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Your WhatsApp" })).toBeFocused();
  await expect
    .poll(phone.received)
    .toContainEqual(expect.stringContaining("was disconnected from this WhatsApp"));
  done();
});

test("students find no console, and a page that is not there helps them on", async ({ page }) => {
  const student = await addAccount("student", "Curious Kim");
  await page.goto("/login");
  await signIn(page, student);
  await expect(page).not.toHaveURL(/login/);
  for (const path of ["/admin/audit", "/admin"]) {
    expect((await page.goto(path))?.status()).toBe(403);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page is for teachers");
  }
  await lookAt(page, "admin-students");
  const missing = await page.goto("/no/such/page");
  expect(missing?.status()).toBe(404);
  await expect(page.getByRole("main").getByRole("link").first()).toBeVisible();
  await lookAt(page, "not-found");
});

test("teachers are sent back to the console from the pages for administrators", async ({ page }) => {
  await signInAs(page, await addAccount("instructor", "Ines Curious"));
  for (const path of ["/admin/set-up", "/admin/health"]) {
    expect((await page.goto(path))?.status()).toBe(403);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page is for administrators");
  }
  await lookAt(page, "admin-instructors");
  await page.getByRole("link", { name: "Go to the console" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Console");
});

test("the API reference works without the internet", async ({ page }) => {
  const done = watch(page);
  await page.goto("/api/docs");
  await expect(page.getByText("/api/whatsapp/send").first()).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Server" })).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html.dark-mode")).toHaveCount(colorScheme === "dark" ? 1 : 0);
    await expectAccessible(page);
  }
  done();
});

import { expect } from "@playwright/test";
import { addAccount, bearerOf, call, type Someone, signIn } from "./accounts.ts";
import { test } from "./fixtures.ts";
import { confirm, expectLinked } from "./link-page.ts";
import { lookAt, watch } from "./look.ts";
import { addPhone, addressIn, type Phone, tokenIn } from "./simulator.ts";

test.describe.configure({ mode: "parallel" });

async function newLink(name: string): Promise<{ student: Someone; phone: Phone }> {
  const [student, phone] = [await addAccount("student", name), await addPhone(`${name}’s phone`)];
  const token = tokenIn(await phone.send("link"));
  expect((await call("POST", "/api/whatsapp/link", await bearerOf(student), { token })).status).toBe(200);
  return { student, phone };
}

test("unlinking with an old sign-in asks to sign in again, comes back to the question, and then unlinks", async ({
  signedIn,
}) => {
  const { student, phone } = await newLink("Uwe Unlinker");
  const page = await signedIn(student, 303);
  const done = watch(page);
  await page.goto("/settings");
  await expect(page.getByText("Linked", { exact: true })).toBeVisible();
  await lookAt(page, "settings-unlink-old-sign-in");
  await page.getByRole("link", { name: "Sign in again to unlink" }).click();
  await expect(page.getByRole("heading", { name: "Sign in again to unlink" })).toBeVisible();
  await lookAt(page, "login-to-unlink");
  await signIn(page, student);
  await expect(page.getByRole("alertdialog", { name: "Unlink your WhatsApp?" })).toBeVisible();
  await lookAt(page, "settings-unlink-asked", "[role=alertdialog]");
  await page.getByRole("button", { name: "Yes, unlink" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Your WhatsApp is unlinked." })).toBeVisible();
  await expect.poll(phone.received).toContainEqual(expect.stringContaining("Account Unlinked"));
  expect(await phone.send("status")).toContain("Not Linked");
  done();
});

test("“This wasn’t me” takes one sign-in and one press", async ({ signedIn }) => {
  const { student, phone } = await newLink("Nora Notme");
  const page = await signedIn(student, 303);
  await page.goto("/settings");
  await page.getByRole("link", { name: "This wasn’t me" }).click();
  await signIn(page, student);
  await page.getByRole("button", { name: "Yes, unlink" }).click();
  await expect(page.getByText("Not linked", { exact: true })).toBeVisible();
  await expect.poll(phone.received).toContainEqual(expect.stringContaining("Account Unlinked"));
  expect(await phone.send("status")).toContain("Not Linked");
});

test("settings that were open while the sign-in grew old say what to do, and keep the link", async ({
  signedIn,
}) => {
  const { student, phone } = await newLink("Olga Open");
  const page = await signedIn(student, 270);
  await page.goto("/settings");
  const button = page.getByRole("button", { name: "Unlink", exact: true });
  await expect(button).toBeVisible();
  const old = await signedIn(student, 400);
  await page.context().addCookies(await old.context().cookies());
  await button.click();
  await page.getByRole("button", { name: "Yes, unlink" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "It’s still linked." })).toBeVisible();
  await expect(page.getByRole("link", { name: "Sign in again to unlink" })).toBeVisible();
  await lookAt(page, "settings-unlink-refused");
  expect(await phone.send("status")).toContain("Account Status: Linked");
});

test("after an unlinking, whoever has only the open browser links no phone of theirs, on the page or in the settings", async ({
  signedIn,
}) => {
  const { student, phone } = await newLink("Vito Victim");
  await phone.send("unlink");
  const strange = await addPhone("Vito Victim");
  const page = await signedIn(student, 303);
  const done = watch(page);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Link my WhatsApp" }).click();
  await expect(page.getByRole("link", { name: "Sign in again to link" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("unlinked from this account in the last 24 hours");
  await expect(page.getByRole("button", { name: "Link my WhatsApp" })).toHaveCount(0);
  await lookAt(page, "settings-link-old-sign-in");
  await page.reload();
  await page.getByLabel("Link token").fill(tokenIn(await strange.send("link")));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("main")).toContainText("unlinked from this account in the last 24 hours");
  await lookAt(page, "link-old-sign-in");
  await page.getByRole("button", { name: "Sign in again to link" }).click();
  await expect(page).toHaveURL(/login/);
  expect(await strange.send("status")).toContain("Not Linked");
  done();
});

test("after an unlinking, who signs in again links their new phone", async ({ signedIn }) => {
  const { student, phone } = await newLink("Rita Return");
  await phone.send("unlink");
  const next = await addPhone("Rita’s new phone");
  const page = await signedIn(student, 303);
  await page.goto(addressIn(await next.send("link")));
  await page.getByRole("button", { name: "Sign in again to link" }).click();
  await signIn(page, student);
  await confirm(page);
  await expectLinked(page);
  expect(await next.send("status")).toContain("Account Status: Linked");
});

import { expect, test } from "@playwright/test";
import { addAccount, bearerOf, call, signIn } from "./accounts.ts";
import { signInAs } from "./browsers.ts";
import { addPhone } from "./simulator.ts";

test("a student links by chat and browser, staff write to them and see it read, and the student unlinks in the chat", async ({
  browser,
}) => {
  const student = await addAccount("student", "Rosa Lima");
  const admin = await addAccount("admin", "Ada Office");
  const { id, name, number } = await addPhone("Rosa's phone");
  const screenUrl = `${process.env.E2E_SIMULATOR_URL}/?phone=${id}`;
  const context = await browser.newContext();

  const screen = await context.newPage();
  await screen.goto(screenUrl);
  const phone = screen.getByRole("region", { name });
  const chat = phone.getByRole("log", { name: "Messages" });
  const write = async (text: string) => {
    await phone.getByRole("textbox", { name: "Message" }).fill(text);
    await phone.getByRole("button", { name: "Send", exact: true }).click();
  };

  await write("hi");
  await expect(chat).toContainText("Welcome to YeeBitz Platform!");
  await phone.getByRole("button", { name: "Link", exact: true }).click();
  const address = phone.getByRole("link", { name: /\/whatsapp\/link\?token=/ });
  await expect(address).toBeVisible();

  const button = phone.getByRole("link", { name: "Link my account" });
  const [page] = await Promise.all([context.waitForEvent("page"), button.click()]);
  await signIn(page, student);
  await expect(page.getByRole("heading", { name: "Link your WhatsApp" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText(number.slice(-4));
  await expect(page.getByRole("main")).toContainText(student.email);
  await page.getByRole("button", { name: "Link my accounts" }).click();
  await expect(page.getByRole("heading", { name: "Your accounts are linked" })).toBeVisible();

  await expect(chat).toContainText("This WhatsApp is now connected to your YeeBitz account");
  await write("status");
  await expect(chat).toContainText("Account Status: Linked");
  await expect(chat).toContainText(`YeeBitz Account: ${student.name}`);
  await expect(chat).toContainText(`Email: ${student.email}`);
  await expect(chat).toContainText("Role: student");
  await expect(chat).toContainText(/Linked: \d{4}-\d\d-\d\d \d\d:\d\d UTC/);

  await page.goto("/settings");
  await expect(page.getByText("Linked", { exact: true })).toBeVisible();

  // Nobody looks at the phone, so what arrives is delivered but not read.
  await screen.goto("about:blank");
  const desk = await (await browser.newContext()).newPage();
  await signInAs(desk, admin);
  await desk.goto("/admin");
  await expect(desk.getByRole("heading", { name: "Console" })).toBeVisible();
  await desk.getByRole("combobox", { name: "To" }).fill(student.email);
  await desk.getByRole("option", { name: new RegExp(student.name) }).click();
  await desk.getByRole("textbox", { name: "Message" }).fill("Your test starts at 10:00.");
  await desk.getByRole("button", { name: "Send", exact: true }).click();
  const record = desk.getByRole("table", { name: "Recent messages" });
  const text = record.getByRole("row").filter({ hasText: "Your test starts at 10:00." });
  await expect(text).toContainText("Delivered");

  await desk.getByRole("tab", { name: "Template" }).click();
  await desk.getByRole("combobox", { name: "Template" }).click();
  await desk.getByRole("option", { name: /hello_world/ }).click();
  await desk.getByRole("button", { name: "Send", exact: true }).click();
  const template = record.getByRole("row").filter({ hasText: "hello_world" }).first();
  await expect(template).toContainText("Delivered");

  await screen.goto(screenUrl);
  await expect(chat).toContainText("Your test starts at 10:00.");
  await expect(chat).toContainText(/hello world/i);
  await expect(text).toContainText("Read");
  await expect(template).toContainText("Read");

  const invitation = { template_name: "account_link_invite", template_language: "en" };
  const parameters = [{ type: "text", text: "Rosa" }];
  const template_components = [{ type: "body", parameters }];
  const content = { ...invitation, message_type: "template", template_components };
  await call("POST", "/api/whatsapp/send", await bearerOf(admin), { to: number, ...content });
  await phone.getByRole("button", { name: "Not now" }).click();
  await expect(record.getByRole("row").filter({ hasText: "Not now" })).toContainText(student.name);

  await page.bringToFront();
  await write("unlink");
  await expect(page.getByText("Not linked", { exact: true })).toBeVisible();
  await expect(chat).toContainText("Account Unlinked");
  await expect(chat).not.toContainText("didn't understand");
});

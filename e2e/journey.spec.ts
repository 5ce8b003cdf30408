import { expect, test } from "@playwright/test";
import { addAccount, signIn } from "./accounts.ts";
import { addPhone } from "./simulator.ts";

test("a student links by chat and browser, staff write to them and see it read, and the student unlinks in the chat", async ({
  browser,
}) => {
  const student = await addAccount("student", "Rosa Lima");
  const admin = await addAccount("admin", "Ada Office");
  const { name, number } = await addPhone("Rosa's phone");
  const context = await browser.newContext();

  const screen = await context.newPage();
  await screen.goto(`${process.env.E2E_SIMULATOR_URL}/`);
  const phone = screen.getByRole("region", { name });
  await phone.scrollIntoViewIfNeeded();
  const write = async (text: string) => {
    await phone.getByRole("textbox", { name: "Message" }).fill(text);
    await phone.getByRole("button", { name: "Send", exact: true }).click();
  };

  await write("hi");
  await expect(phone.getByText("Welcome to YeeBitz Platform!")).toBeVisible();
  await write("link");
  const address = phone.getByRole("link", { name: /\/whatsapp\/link\?token=/ });
  await expect(address).toBeVisible();

  const [page] = await Promise.all([context.waitForEvent("page"), address.click()]);
  await expect(page).toHaveURL(/\/whatsapp\/link$/);
  await page
    .getByRole("link", { name: /sign in/i })
    .first()
    .click();
  await signIn(page, student);
  await expect(page.getByRole("heading", { name: "Link your WhatsApp" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText(number.slice(-4));
  await expect(page.getByRole("main")).toContainText(student.email);
  await page.getByRole("button", { name: "Link my accounts" }).click();
  await expect(page.getByRole("heading", { name: "Your accounts are linked" })).toBeVisible();

  await expect(phone.getByText("Account Linked", { exact: false }).last()).toBeVisible();
  await write("status");
  await expect(phone.getByText("Account Status: Linked")).toBeVisible();
  const status = phone.getByRole("log");
  await expect(status).toContainText(`YeeBitz Account: ${student.name}`);
  await expect(status).toContainText(`Email: ${student.email}`);
  await expect(status).toContainText("Role: student");
  await expect(status).toContainText(/Linked: \d{4}-\d\d-\d\d \d\d:\d\d/);

  await page.goto("/settings");
  await expect(page.getByText("Linked", { exact: true })).toBeVisible();

  const office = await browser.newContext();
  const console_ = await office.newPage();
  await console_.goto("/login?callbackUrl=/admin");
  await signIn(console_, admin);
  await expect(console_.getByRole("heading", { name: "Console" })).toBeVisible();
  await console_.getByRole("combobox", { name: "To" }).fill(student.email);
  await console_.getByRole("option", { name: new RegExp(student.name) }).click();
  await console_.getByRole("textbox", { name: "Message" }).fill("Your test starts at 10:00.");
  await console_.getByRole("button", { name: "Send", exact: true }).click();
  await expect(phone.getByText("Your test starts at 10:00.")).toBeVisible();

  await console_.getByRole("tab", { name: "Template" }).click();
  await console_.getByRole("combobox", { name: "Template" }).click();
  await console_.getByRole("option", { name: /hello_world/ }).click();
  await console_.getByRole("button", { name: "Send", exact: true }).click();
  await expect(
    phone
      .getByText("hello_world")
      .or(phone.getByText(/Hello World/i))
      .first(),
  ).toBeVisible();

  const record = console_.getByRole("table", { name: "Recent messages" });
  const sent = record.getByRole("row").filter({ hasText: "Your test starts at 10:00." });
  await expect(sent).toContainText("Delivered");
  await phone.getByRole("textbox", { name: "Message" }).focus();
  await expect(sent).toContainText("Read");

  await page.bringToFront();
  await write("unlink");
  await expect(page.getByText("Not linked", { exact: true })).toBeVisible();
});

import { expect, test } from "@playwright/test";
import { addAccount } from "./accounts.ts";
import { signInAs } from "./browsers.ts";
import { expectStandsOut, lookAt, watch } from "./look.ts";
import { addPhone, control } from "./simulator.ts";

test.describe.configure({ mode: "parallel" });

test("teachers find a form to write with and the newest messages in the console", async ({ page }) => {
  const done = watch(page);
  await signInAs(page, await addAccount("instructor", "Ines Desk"));
  await page.goto("/admin");
  await expect(page.getByRole("textbox", { name: "Message" })).toBeEditable();
  await expect(page.getByRole("table", { name: "Recent messages" })).toBeVisible();
  await lookAt(page, "admin");
  done();
});

test("the console says why free text cannot go out, and sends a template with its blanks filled in", async ({
  page,
}) => {
  const done = watch(page);
  const instructor = await addAccount("instructor", "Ines Desk");
  const phone = await addPhone("Quiet Quinn");
  await phone.send("hi");
  await control("PATCH", `phones/${phone.id}`, { shutWindow: true });
  await signInAs(page, instructor);
  await page.goto("/admin");
  await page.getByRole("combobox", { name: "To" }).fill("Quiet Quinn");
  await page.getByRole("option", { name: /Quiet Quinn/ }).click();
  await page.getByRole("textbox", { name: "Message" }).fill("Are you there?");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText(/More than 24 hours have passed/).first()).toBeVisible();
  await lookAt(page, "admin-refused");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("tab", { name: "Template" }).click();
  await page.getByRole("combobox", { name: "Template" }).click();
  await page
    .getByRole("option", { name: /class_reminder/ })
    .first()
    .click();
  await page.getByRole("textbox", { name: /first.name/i }).fill("Quinn");
  await page.getByRole("textbox", { name: /course/i }).fill("Algebra");
  await page.getByRole("textbox", { name: /start.time/i }).fill("10:00");
  await lookAt(page, "admin-template");
  for (const selected of [
    page.getByRole("tab", { name: "Template" }),
    page.getByText("All", { exact: true }),
  ])
    await expectStandsOut(selected);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect.poll(async () => (await phone.received()).length).toBe(2);
  const row = page
    .getByRole("table", { name: "Recent messages" })
    .getByRole("row")
    .filter({ hasText: "class_reminder" });
  await expect(row.first()).toContainText(/Delivered|Read/);
  done();
});

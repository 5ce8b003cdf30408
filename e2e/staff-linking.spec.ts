import { expect, test } from "@playwright/test";
import { addAccount, bearerOf, call, signIn } from "./accounts.ts";
import { lookAt, watch } from "./look.ts";
import { addPhone, tokenIn } from "./simulator.ts";

test("staff see who linked what and how far links come, and unlink somebody once they are sure", async ({
  page,
}) => {
  const done = watch(page);
  const student = await addAccount("student", "Ulla Unlinked");
  const phone = await addPhone("Ulla's phone");
  const token = tokenIn(await phone.send("link"));
  expect((await call("POST", "/api/whatsapp/link", await bearerOf(student), { token })).status).toBe(200);
  await page.goto("/login?callbackUrl=/admin/audit");
  await signIn(page, await addAccount("instructor", "Ines Auditor"));
  const entry = page
    .getByRole("list", { name: "Audit trail" })
    .getByRole("listitem")
    .filter({ hasText: student.email });
  await expect(entry.filter({ hasText: "Linked · Ulla's phone" })).toBeVisible();
  await page.getByText("The same figures as a table").click();
  await expect(page.getByRole("table", { name: "Links by day" }).getByRole("row")).toHaveCount(31);
  await lookAt(page, "admin-audit");
  await page.goto("/admin");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("combobox", { name: "To" }).fill(student.email);
  await page.getByRole("option", { name: /Ulla Unlinked/ }).click();
  await page.getByRole("button", { name: "Unlink" }).click();
  await page.getByRole("button", { name: "Yes, unlink" }).click();
  await expect.poll(async () => phone.send("status")).toContain("Not Linked");
  await page.goto("/admin/audit");
  await expect(entry.filter({ hasText: "Unlinked by staff" })).toContainText("Ines Auditor");
  done();
});

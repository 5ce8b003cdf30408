import { expect } from "@playwright/test";
import { addAccount, bearerOf, call, query } from "./accounts.ts";
import { signInAs } from "./browsers.ts";
import { test } from "./fixtures.ts";
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
  await signInAs(page, await addAccount("instructor", "Ines Auditor"));
  await page.goto("/admin/audit");
  const entry = page
    .getByRole("list", { name: "Audit log" })
    .getByRole("listitem")
    .filter({ hasText: student.email });
  await expect(
    entry.filter({ hasText: `Linked · ${phone.number} · Profile name: “Ulla's phone”` }),
  ).toBeVisible();
  await page.getByText("Show as a table").click();
  await expect(page.getByRole("table", { name: "Links by day" }).getByRole("row")).toHaveCount(31);
  await lookAt(page, "admin-audit");
  await page.goto("/admin");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("combobox", { name: "To" }).fill(student.email);
  await page.getByRole("option", { name: /Ulla Unlinked/ }).click();
  await page.getByRole("button", { name: "Unlink", exact: true }).click();
  await page.getByRole("button", { name: "Yes, unlink" }).click();
  await expect.poll(async () => phone.send("status")).toContain("Not Linked");
  await page.goto("/admin/audit");
  await expect(entry.filter({ hasText: "Unlinked by staff" })).toContainText("Ines Auditor");
  done();
});

test("an instructor can neither unlink an admin nor write to them, and reads from no network address", async ({
  signedIn,
}) => {
  const admin = await addAccount("admin", "Ada Above");
  const phone = await addPhone("Ada's phone");
  const token = tokenIn(await phone.send("link"));
  expect((await call("POST", "/api/whatsapp/link", await bearerOf(admin), { token })).status).toBe(200);
  const instructor = await addAccount("instructor", "Ines Below");
  const page = await signedIn(instructor);
  const done = watch(page);
  await page.goto("/admin");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("combobox", { name: "To" }).fill(admin.email);
  await page.getByRole("option", { name: /Ada Above/ }).click();
  await expect(page.getByText("Only an admin can write to or unlink this person.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Unlink", exact: true })).toHaveCount(0);
  await page.getByLabel("Message", { exact: true }).fill("Please open this.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Only an admin can do this" })).toBeVisible();
  await lookAt(page, "admin-higher-role");
  const rows = await query<{ id: string }>("select id from whatsapp_users where whatsapp_phone = $1", [
    phone.number,
  ]);
  const path = `/api/whatsapp/people/${rows[0]?.id}/link`;
  const refused = await call("DELETE", path, await bearerOf(instructor));
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, "higher_role"]);
  expect(await phone.send("status")).toContain("Account Status: Linked");
  await query("update users set role = 'student' where id = $1", [
    (await addAccount("admin", "Dora Demoted")).id,
  ]);
  await page.goto("/admin/audit");
  const auditLog = page.getByRole("list", { name: "Audit log" });
  await expect(auditLog.getByText("Role changed from admin to student").first()).toBeVisible();
  await expect(auditLog.getByText(/Not allowed to send a message/).first()).toBeVisible();
  await expect(auditLog).not.toContainText("from ::1");
  await expect(auditLog).not.toContainText("127.0.0.1");
  await lookAt(page, "admin-audit-instructor");
  done();
});

import { expect } from "@playwright/test";
import { addAccount, type Someone } from "./accounts.ts";
import { test } from "./fixtures.ts";
import { expectLinked } from "./link-page.ts";
import { lookAt, watch } from "./look.ts";
import { addPhone, addressIn } from "./simulator.ts";

test.describe.configure({ mode: "parallel" });

const card = "section[aria-label='WhatsApp']";

test("a WhatsApp without a number that goes by the account’s own name proves nothing by it: it is linked by six digits", async ({
  signedIn,
}) => {
  const student = await addAccount("student", "Nils Namesake");
  const phone = await addPhone("Nils Namesake ✅ verified", null);
  const page = await signedIn(student);
  const done = watch(page);
  await page.goto(addressIn(await phone.send("link")));
  const whatsapp = page.locator(card);
  await expect(whatsapp.getByText("Number not shared")).toHaveCSS("font-weight", "600");
  const name = whatsapp.getByText("Profile name: “Nils Namesake verified”");
  await expect(name).toHaveCSS("font-weight", "400");
  await lookAt(page, "link-without-number");
  await page.getByRole("button", { name: "Link my accounts" }).click();
  await expect(page.getByRole("heading", { name: "One last step, in WhatsApp" })).toBeVisible();
  await lookAt(page, "link-without-number-pending");
  expect(await phone.send("status")).toContain("Not Linked");
  const digits = (await page.locator("[data-pending]").getAttribute("data-pending")) ?? "";
  expect(await phone.send(digits)).toContain("Account Linked");
  await expectLinked(page);
  await lookAt(page, "link-without-number-linked");
  await page.goto("/settings");
  await expect(page.locator(card)).toContainText("Profile name: “Nils Namesake verified”");
  await lookAt(page, "settings-without-number");
  done();
});

for (const [what, name] of [
  ["a number", "+49 170 1234567"],
  ["a number from right to left", "\u202e7654321 071 94+"],
  ["a number in other digits", "+٤٩ ١٧٠ ١٢٣٤٥٦٧"],
] as const) {
  test(`a WhatsApp whose name is ${what} is shown without it, to its student and to staff`, async ({
    signedIn,
  }) => {
    const phone = await addPhone(name, null);
    const student = await addAccount("student", "Nina Numberless");
    const page = await signedIn(student);
    await page.goto(addressIn(await phone.send("link")));
    await expect(page.locator(card)).toContainText("Number not shared");
    await expect(page.locator(card)).not.toContainText(/\d{3}|[\u0660-\u0669]{3}/);
    await page.getByRole("button", { name: "Link my accounts" }).click();
    const digits = (await page.locator("[data-pending]").getAttribute("data-pending")) ?? "";
    await phone.send(digits);
    const desk = await signedIn(await addAccount("admin", "Ada Admin"));
    await desk.goto("/admin");
    await desk.getByRole("combobox", { name: "To" }).fill(student.email);
    const option = desk.getByRole("option").filter({ hasText: student.email });
    await expect(option).toContainText("number not shared");
    await expect(option).not.toContainText("Profile name");
    await desk.goto("/admin/audit");
    const entry = desk.getByRole("listitem").filter({ hasText: student.email }).filter({ hasText: "Linked" });
    await expect(entry).toBeVisible();
    await expect(entry).not.toContainText(/\+49|49\+|1234567|7654321|[\u0660-\u0669]{3}/);
  });
}

test("who is not linked is known to staff by number, and what they call themselves stands beside it", async ({
  signedIn,
}) => {
  const student: Someone = await addAccount("student", "Mara Imitated");
  const stranger = await addPhone(student.name);
  await stranger.send("hi");
  const desk = await signedIn(await addAccount("instructor", "Ines Reader"));
  await desk.goto("/admin");
  await desk.setViewportSize({ width: 1440, height: 900 });
  const row = desk.getByRole("row").filter({ hasText: stranger.number }).first();
  await expect(row.getByText(stranger.number, { exact: true })).toHaveCSS("font-weight", "500");
  await expect(row.getByText(`Profile name: “${student.name}”`)).toBeVisible();
  await desk.getByRole("combobox", { name: "To" }).fill(student.name);
  const option = desk.getByRole("option").filter({ hasText: `Profile name: “${student.name}”` });
  await expect(option.first()).toContainText(/^\+\d+/);
  await option.first().click();
  await lookAt(desk, "admin-stranger");
});

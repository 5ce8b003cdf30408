import { expect, test } from "@playwright/test";
import { addAccount } from "./accounts.ts";
import { signInAs } from "./browsers.ts";
import { lookAt, watch } from "./look.ts";

test("an admin finds in the console what could not be read, has it tried again, and dismisses it", async ({
  page,
  request,
}) => {
  const done = watch(page);
  const broken = { id: `wamid.BROKEN${Date.now()}`, type: "text", text: { body: "who am I?" } };
  const changes = [{ field: "messages", value: { messages: [broken] } }];
  const body = { object: "whatsapp_business_account", entry: [{ id: "1", changes }] };
  expect((await request.post("/api/whatsapp/webhook", { data: body })).status()).toBe(200);
  await signInAs(page, await addAccount("admin", "Ada Aside"));
  await page.goto("/admin");
  const entry = page
    .getByRole("list", { name: "Set aside" })
    .getByRole("listitem")
    .filter({ hasText: broken.id });
  await expect(entry).toContainText("The message has no id, type or sender.");
  await entry.getByText("What came").click();
  await expect(entry).toContainText("who am I?");
  await lookAt(page, "admin-set-aside");
  await entry.getByRole("button", { name: /^Try again/ }).click();
  await expect(page.getByText("It stays set aside.")).toBeVisible();
  await entry.getByRole("button", { name: /^Dismiss/ }).click();
  await page.getByRole("button", { name: "Dismiss it" }).click();
  await expect(entry).toHaveCount(0);
  done();
});

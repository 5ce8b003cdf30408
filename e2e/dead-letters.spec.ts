import { expect, test } from "@playwright/test";
import { addAccount } from "./accounts.ts";
import { signInAs } from "./browsers.ts";
import { lookAt, watch } from "./look.ts";

test("an admin finds an unreadable event in the console, replays it and dismisses it", async ({
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
    .getByRole("list", { name: "Couldn’t process" })
    .getByRole("listitem")
    .filter({ hasText: broken.id });
  await expect(entry).toContainText("The message has no id, type or sender.");
  await entry.getByText("Raw event").click();
  await expect(entry).toContainText("who am I?");
  await lookAt(page, "admin-dead-letters");
  await entry.getByRole("button", { name: /^Try again/ }).click();
  await expect(page.getByText("We still couldn’t process it.")).toBeVisible();
  await entry.getByRole("button", { name: /^Dismiss/ }).click();
  await page.getByRole("button", { name: "Dismiss it" }).click();
  await expect(entry).toHaveCount(0);
  done();
});

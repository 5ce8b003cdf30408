import { expect, test } from "@playwright/test";
import { addAccount } from "./accounts.ts";
import { signInAs } from "./browsers.ts";
import { addPhone } from "./simulator.ts";

test("a message whose response is lost on the way is sent once, however often Send is pressed", async ({
  page,
}) => {
  const phone = await addPhone("Weak line");
  await phone.send("hi");
  const before = (await phone.received()).length;
  await signInAs(page, await addAccount("instructor", "Wanda Weak"));
  await page.goto("/admin");
  let isLost = true;
  await page.route("**/api/whatsapp/send", async (route) => {
    await route.fetch();
    if (isLost) return route.abort("connectionreset");
    await route.continue();
  });
  await page.getByRole("combobox", { name: "To" }).fill(phone.number);
  await page.getByRole("textbox", { name: "Message" }).fill("Your test starts at 10:00.");
  const send = page.getByRole("button", { name: "Send", exact: true });
  await send.click();
  await expect(page.getByRole("status").filter({ hasText: "The server didn’t respond." })).toBeVisible();
  isLost = false;
  await send.click();
  await expect(page.getByText("Sent to WhatsApp for")).toBeVisible();
  expect((await phone.received()).slice(before)).toEqual(["Your test starts at 10:00."]);
});

test("while WhatsApp is slow, staff are told so, and what they type meanwhile is kept", async ({ page }) => {
  const phone = await addPhone("Slow line");
  await phone.send("hi");
  await signInAs(page, await addAccount("instructor", "Sol Slow"));
  await page.goto("/admin");
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route("**/api/whatsapp/send", async (route) => {
    await released;
    await route.continue();
  });
  await page.getByRole("combobox", { name: "To" }).fill(phone.number);
  const message = page.getByRole("textbox", { name: "Message" });
  await message.fill("Your test starts at 10:00.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "WhatsApp is slow. Still trying…" })).toBeVisible();
  await message.fill("Bring a pen.");
  release();
  await expect(page.getByText("Sent to WhatsApp for")).toBeVisible();
  await expect(page.getByText("WhatsApp is slow")).toBeHidden();
  await expect(message).toHaveValue("Bring a pen.");
  await expect(page.getByText("Message ID: wamid.")).toBeHidden();
  await page.getByText("Details", { exact: true }).click();
  await expect(page.getByText("Message ID: wamid.")).toBeVisible();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(message).toHaveValue("");
});

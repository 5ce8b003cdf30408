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

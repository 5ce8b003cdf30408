import { expect, test } from "@playwright/test";
import { addAccount } from "./accounts.ts";
import { signInAs } from "./browsers.ts";
import { lookAt, watch } from "./look.ts";
import { addPhone, control, freshNumber } from "./simulator.ts";

test("staff are asked how somebody agreed to announcements, once, and a STOP has the last word", async ({
  page,
}) => {
  const done = watch(page);
  const phone = await addPhone("Ana Announced");
  await phone.send("hi");
  await page.setViewportSize({ width: 1440, height: 900 });
  await signInAs(page, await addAccount("instructor", "Ines Announcer"));
  await page.goto("/admin");
  await page
    .getByRole("combobox", { name: "To" })
    .fill(`\u202D${phone.number.slice(0, 5)}\u2011${phone.number.slice(5)}\u202C`);
  await page.getByRole("option", { name: /Ana Announced/ }).click();
  await page.getByRole("tab", { name: "Template" }).click();
  await page.getByRole("combobox", { name: "Template" }).click();
  await page.getByRole("option", { name: /open_day/ }).click();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("this person hasn't agreed to get announcements")).toBeVisible();
  const how = page.getByRole("textbox", { name: "How did they agree" });
  await expect(how).toBeFocused();
  await expect(page.getByRole("button", { name: "Record and send" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await expect(page.getByText("Say how they agreed.")).toBeVisible();
  await lookAt(page, "admin-consent");
  await how.fill("signed form, 12 Nov");
  await page.getByRole("button", { name: "Record and send" }).click();
  await expect(page.getByText("Sent to WhatsApp for")).toBeVisible();
  await expect.poll(() => phone.received()).toContainEqual(expect.stringContaining("Come and see us"));
  await phone.send("stop");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("This person has opted out")).toBeVisible();
  done();
});

test("staff find a person by username, by number as it was pasted, and by a name without its accents", async ({
  page,
}) => {
  const done = watch(page);
  const number = freshNumber();
  const name = `Zoë Ünal ${number.slice(-4)}`;
  const username = `@zoe.${number.slice(-7)}`;
  const { id } = await control<{ id: string }>("POST", "phones", { name, phone: number, username });
  await control("POST", `phones/${id}/send`, { type: "text", text: "hi" });
  await page.setViewportSize({ width: 1440, height: 900 });
  await signInAs(page, await addAccount("instructor", "Ines Finder"));
  await page.goto("/admin");
  const field = page.getByRole("combobox", { name: "To" });
  for (const typed of [
    username,
    `zoe unal ${number.slice(-4)}`,
    `+49 (0)${number.slice(3)}`,
    `0${number.slice(3)}`,
  ]) {
    await field.fill(typed);
    await expect(page.getByRole("option", { name })).toBeVisible();
  }
  await field.fill(`https://wa.me/${number.slice(1)}`);
  await page.getByRole("option", { name }).click();
  await expect(page.getByText(username).filter({ visible: true })).toBeVisible();
  done();
});

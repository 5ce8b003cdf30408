import { expect } from "@playwright/test";
import { addAccount, bearerOf, call, query } from "./accounts.ts";
import { test } from "./fixtures.ts";
import { confirm, expectLinked } from "./link-page.ts";
import { lookAt } from "./look.ts";
import { addPhone, addressIn } from "./simulator.ts";

test.describe.configure({ mode: "parallel" });

test("a link that somebody else has used, or whose time is over, says so and offers a new one", async ({
  signedIn,
}) => {
  const phone = await addPhone("Shared link");
  const owner = await signedIn(await addAccount("student", "Otto Owner"));
  const other = await signedIn(await addAccount("student", "Nora Nosy"));
  const address = addressIn(await phone.send("link"));
  await owner.goto(address);
  await other.goto(address);
  await confirm(owner);
  await expectLinked(owner);
  await confirm(other);
  await expect(other.getByRole("heading", { name: "This link has already been used" })).toBeVisible();
  await expect(other.getByRole("main")).not.toContainText("Otto");
  const late = await addPhone("Late Lou");
  const over = addressIn(await late.send("link"));
  await query(
    "update link_tokens set expires_at = now() - interval '1 second' where whatsapp_user_id = (select id from whatsapp_users where whatsapp_phone = $1)",
    [late.number],
  );
  await other.goto(over);
  await expect(other.getByRole("heading", { name: "This link has expired" })).toBeVisible();
  await expect(other.getByRole("link", { name: "Ask for a new link" })).toHaveAttribute("href", /text=link$/);
  await lookAt(other, "link-expired");
});

test("after five wrong tries the page asks to wait, and the link still waits, too", async ({ signedIn }) => {
  const phone = await addPhone("Tries too much");
  const student = await addAccount("student", "Trixie Tries");
  const page = await signedIn(student);
  await page.goto(addressIn(await phone.send("link")));
  const bearer = await bearerOf(student);
  for (let tries = 0; tries < 5; tries++)
    await call("POST", "/api/whatsapp/link", bearer, { token: "0123456789abcdefghjkmnpqrstvwxyz" });
  await confirm(page);
  await expect(page.getByRole("heading", { name: "You’ve tried too many times" })).toBeVisible();
  await lookAt(page, "link-too-many-tries");
  await query("delete from rate_limits where key like 'link-account%'");
  await page.getByRole("main").getByRole("link", { name: "Try again" }).click();
  await confirm(page);
  await expectLinked(page);
});

test("a WhatsApp that is linked to somebody else meanwhile is not taken, and not a word is said of whose it is", async ({
  signedIn,
}) => {
  const phone = await addPhone("Taken");
  const owner = await addAccount("student", "Olaf Owner");
  const page = await signedIn(await addAccount("student", "Nils Next"));
  await page.goto(addressIn(await phone.send("link")));
  await query(
    "update whatsapp_users set is_linked = true, user_id = $1, linked_at = now() where whatsapp_phone = $2",
    [owner.id, phone.number],
  );
  await confirm(page);
  await expect(page.getByRole("heading", { name: "This WhatsApp belongs to another account" })).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("Olaf");
  await lookAt(page, "link-taken");
});

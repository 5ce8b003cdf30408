import { expect } from "@playwright/test";
import { addAccount, bearerOf, call, query, type Someone, signIn } from "./accounts.ts";
import { test } from "./fixtures.ts";
import { lookAt, watch } from "./look.ts";
import { addPhone, addressIn, type Phone, tokenIn } from "./simulator.ts";

test.describe.configure({ mode: "parallel" });

/** A student whose account has one WhatsApp, and their new phone. */
async function newMover(name: string): Promise<{ student: Someone; old: Phone; fresh: Phone }> {
  const student = await addAccount("student", name);
  const [old, fresh] = [await addPhone(`${name}, old`), await addPhone(`${name}, new`)];
  const token = tokenIn(await old.send("link"));
  await call("POST", "/api/whatsapp/link", await bearerOf(student), { token });
  return { student, old, fresh };
}

test("with a new number one moves: both WhatsApps are shown, signing in once more is asked for, and both chats are told", async ({
  signedIn,
}) => {
  const { student, old, fresh } = await newMover("Mona Mover");
  const page = await signedIn(student, 3600);
  const done = watch(page);
  await page.goto(addressIn(await fresh.send("link")));
  await expect(page.getByRole("heading", { name: "Move to this WhatsApp?" })).toBeVisible();
  for (const { number } of [old, fresh]) await expect(page.getByRole("main")).toContainText(number);
  await lookAt(page, "link-move-sign-in");
  await page.getByRole("button", { name: "Sign in to move" }).click();
  await signIn(page, student);
  const move = page.getByRole("button", { name: "Move to this WhatsApp" });
  await expect(move).toBeVisible();
  await lookAt(page, "link-move");
  await move.click();
  await expect(page.getByRole("heading", { name: "Your accounts are linked" })).toBeVisible();
  await expect.poll(old.received).toContainEqual(expect.stringContaining("moved to another WhatsApp"));
  await expect.poll(fresh.received).toContainEqual(expect.stringContaining("Account Linked"));
  expect(await old.send("status")).toContain("Not Linked");
  await page.goto("/settings");
  await expect(page.getByRole("main")).toContainText("moved to another WhatsApp");
  done();
});

test("a page that showed another WhatsApp than the account has by now moves nothing", async ({
  signedIn,
}) => {
  const { student, old, fresh } = await newMover("Stale Stella");
  const page = await signedIn(student);
  await page.goto(addressIn(await fresh.send("link")));
  await query(
    "update whatsapp_users set is_linked = false, user_id = null, linked_at = null where whatsapp_phone = $1",
    [old.number],
  );
  await page.getByRole("button", { name: "Move to this WhatsApp" }).click();
  await expect(page.getByRole("heading", { name: "Please check again" })).toBeVisible();
  expect(await fresh.send("status")).toContain("Not Linked");
});

test("who did not ask for the link says so, and it works for nobody any more", async ({ signedIn }) => {
  const stranger = await addPhone("A stranger's");
  const page = await signedIn(await addAccount("student", "Vera Wary"));
  const done = watch(page);
  const address = addressIn(await stranger.send("link"));
  await page.goto(address);
  await page.getByRole("button", { name: "I did not ask for this" }).click();
  await expect(page.getByRole("heading", { name: "Thanks for checking" })).toBeVisible();
  await lookAt(page, "link-declined");
  await page.goto("/settings");
  await expect(page.getByRole("main")).toContainText("they didn’t ask for it");
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "This link was stopped" })).toBeVisible();
  await lookAt(page, "link-stopped");
  expect(await stranger.send("status")).toContain("Not Linked");
  done();
});

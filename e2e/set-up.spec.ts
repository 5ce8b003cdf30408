import { expect } from "@playwright/test";
import { addAccount } from "./accounts.ts";
import { test } from "./fixtures.ts";
import { lookAt, watch } from "./look.ts";
import { control } from "./simulator.ts";

test("an admin sees what is wrong with the set-up, mends it, and is told what broke since yesterday", async ({
  signedIn,
}) => {
  // Of the fields, one that no other test waits for.
  const { fields } = await control<{ fields: string[] }>("GET", "set-up");
  await control("PUT", "set-up", { fields: fields.filter((field) => field !== "account_update") });
  const page = await signedIn(await addAccount("admin", "Ada Set-up"));
  const done = watch(page);
  await page.goto("/admin");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Set-up" }).click();
  const check = (name: string) =>
    page.getByRole("list", { name: "Checks" }).getByRole("listitem").filter({ hasText: name });
  await expect(check("Webhook fields")).toContainText("Our app doesn’t get: account_update.");
  await expect(check("Public address")).toContainText("Leads to this server");
  await expect(check("Access token")).toContainText("Valid");
  await expect(check("App is live")).toContainText("Can’t tell");
  // The database of tests need not survive a power cut.
  await expect(page.getByRole("list", { name: "Checks" }).getByRole("listitem").first()).toContainText(
    "BrokenDatabase",
  );
  await lookAt(page, "admin-set-up");
  // It keeps no message from anybody, here.
  await control("PUT", "set-up", { blocked: ["APP"] });
  await check("Webhook fields").getByRole("button", { name: "Fix it" }).click();
  await expect(page.getByText("Our app gets all fields that we use.").first()).toBeVisible();
  await expect(check("Webhook fields")).toContainText("Fine");
  const turnedRed = page.getByRole("region", { name: "New problems since yesterday" });
  await expect(turnedRed).toContainText("Sending, by Meta, just now: Our app can’t send.");
  await lookAt(page, "admin-set-up-turned-red");
  await control("PUT", "set-up", { blocked: [] });
  await page.goto("/admin/audit");
  const entry = page.getByRole("listitem").filter({ hasText: "Set-up fixed: Webhook fields" }).first();
  await expect(entry).toContainText("Ada Set-up");
  done();
});

test("instructors are shown no set-up", async ({ signedIn }) => {
  const page = await signedIn(await addAccount("instructor", "Ines Elsewhere"));
  const response = await page.goto("/admin/set-up");
  expect(response?.status()).toBe(403);
  await expect(page.getByRole("link", { name: "Set-up" })).toHaveCount(0);
});

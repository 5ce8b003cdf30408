import { expect, type Page, test } from "@playwright/test";
import { addAccount, bearerOf, call, query, type Someone, signIn } from "./accounts.ts";
import { sessionIn } from "./browsers.ts";
import { lookAt } from "./look.ts";

async function enter(page: Page, someone: Someone, path: string): Promise<void> {
  await page.goto(`/login?callbackUrl=${path}`);
  await signIn(page, someone);
  await expect(page).toHaveURL(new RegExp(`:\\d+${path}$`));
}

/** Lets time go by for the session of this browser. */
async function letMinutesPass(page: Page, minutes: number): Promise<void> {
  const change =
    "update session_uses set used_at = used_at - make_interval(mins => $2) where id = $1 returning id";
  expect(await query(change, [await sessionIn(page), minutes])).toHaveLength(1);
}

test("who signs out everywhere is signed out in every browser, and no Bearer token works any more", async ({
  page,
  browser,
}) => {
  const someone = await addAccount("student", "Eve Rywhere");
  const elsewhere = await (await browser.newContext()).newPage();
  await enter(elsewhere, someone, "/settings");
  await enter(page, someone, "/settings");
  const bearer = await bearerOf(someone);
  expect((await call("GET", "/api/whatsapp/status", bearer)).status).toBe(200);
  await lookAt(page, "settings-sign-out-everywhere");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "You’re signed out in every browser." }),
  ).toBeVisible();
  await lookAt(page, "login-ended-here");
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/login\?callbackUrl=%2Fsettings$/);
  await expect(elsewhere).toHaveURL(/\/login\?callbackUrl=%2Fsettings$/);
  await expect(elsewhere.getByRole("main")).toContainText("or you signed out everywhere");
  await lookAt(elsewhere, "login-ended");
  expect((await call("GET", "/api/whatsapp/status", bearer)).status).toBe(401);
});

test("signing out ends the Bearer tokens too", async ({ page }) => {
  const someone = await addAccount("student", "Sid Out");
  await enter(page, someone, "/settings");
  const bearer = await bearerOf(someone);
  await page.getByRole("main").getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/$/);
  expect((await call("GET", "/api/whatsapp/status", bearer)).status).toBe(401);
});

test("a console that nobody used for an hour closes by itself, says why, and keeps the message that was being written", async ({
  page,
}) => {
  const teacher = await addAccount("instructor", "Ida Idle");
  await page.clock.install();
  await enter(page, teacher, "/admin");
  const box = page.getByRole("textbox", { name: "Message" });
  await box.fill("Dear all, the exam moves to");
  await letMinutesPass(page, 62);
  await page.clock.fastForward("01:01:00");
  await expect(page).toHaveURL(/\/login\?callbackUrl=%2Fadmin$/);
  await expect(page.getByRole("main")).toContainText(
    "You were signed out because this browser wasn’t used for 1 hour. Sign in to continue.",
  );
  await lookAt(page, "login-unused");
  await signIn(page, teacher);
  await expect(box).toHaveValue("Dear all, the exam moves to");
});

test("who types for hours is not signed out in the middle of it", async ({ page }) => {
  const teacher = await addAccount("instructor", "Tia Typing");
  await page.clock.install();
  await enter(page, teacher, "/admin");
  const box = page.getByRole("textbox", { name: "Message" });
  await expect(box).toBeEditable();
  for (const word of ["Dear ", "all, ", "the ", "exam "]) {
    await letMinutesPass(page, 50);
    await page.clock.fastForward("00:50:00");
    const told = page.waitForResponse(
      (response) =>
        response.url().endsWith("/api/whatsapp/status") &&
        !response.request().headers()["x-connect-background"],
    );
    await box.pressSequentially(word);
    expect((await told).status()).toBe(200);
  }
  await expect(box).toHaveValue("Dear all, the exam ");
});

test("what somebody was writing is not there for the next person in the same tab", async ({ page }) => {
  const [one, other] = [await addAccount("instructor", "One Teacher"), await addAccount("instructor", "Two")];
  await enter(page, one, "/admin");
  const box = page.getByRole("textbox", { name: "Message" });
  await box.fill("Only for my class");
  await page.reload();
  await expect(box).toHaveValue("Only for my class");
  await query("update users set session_generation = session_generation + 1 where id = $1", [one.id]);
  await expect(page).toHaveURL(/\/login/);
  await enter(page, other, "/admin");
  await expect(box).toHaveValue("");
});

test("who has one of the most common passwords is told so in the settings", async ({ page }) => {
  const someone = await addAccount("student", "Polly Word");
  const { hashPassword } = await import("../lib/auth/passwords/passwords.ts");
  await query("update users set password_hash = $2 where id = $1", [
    someone.id,
    await hashPassword("password1"),
  ]);
  await enter(page, { ...someone, password: "password1" }, "/settings");
  await expect(page.getByRole("main")).toContainText("very easy to guess");
  await lookAt(page, "settings-common-password");
});

test("a browser that has signed in before is let in at once, whoever guesses", async ({ page }) => {
  const owner = await addAccount("student", "Olga Known");
  await enter(page, owner, "/settings");
  await page.goto("about:blank");
  await page.context().clearCookies({ name: "next-auth.session-token" });
  for (let tries = 0; tries < 11; tries++) {
    const guess = { email: owner.email, password: "wrong" };
    expect([401, 429]).toContain((await call("POST", "/api/auth/token", undefined, guess)).status);
  }
  await enter(page, owner, "/settings");
});

test("after too many tries the sign-in page says how long to wait", async ({ page }) => {
  const owner = await addAccount("student", "Walt Waits");
  for (let tries = 0; tries < 10; tries++)
    await call("POST", "/api/auth/token", undefined, { email: owner.email, password: "wrong" });
  await page.goto("/login");
  await signIn(page, owner);
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(
    /^You’ve tried too many times\. Please wait \d+ minutes and try again\.$/,
  );
  await lookAt(page, "login-too-many-tries");
});

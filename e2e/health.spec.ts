import { expect, type Page, test } from "@playwright/test";
import { lookAt, watch } from "./look.ts";
import { type OwnProduct, startOwnProduct } from "./own-product.ts";

let product: OwnProduct;

test.beforeAll(async () => {
  product = await startOwnProduct();
  // The database of tests need not survive a power cut, which the hourly look would find.
  await product.query(
    `create function look_away() returns trigger language plpgsql as 'begin return null; end'`,
  );
  await product.query(
    "create trigger look_away before insert on set_up_checks for each row when (new.id = 'database') execute function look_away()",
  );
});

test.afterAll(async () => {
  await product.stop();
});

const banner = (page: Page) =>
  page.getByRole("status").filter({ hasText: /^\d+ messages? (is|are) waiting\. .*our access token/ });
const waiting = (page: Page) => page.getByRole("list", { name: "Waiting messages" }).getByRole("listitem");

/** How much of the page has moved by itself since it was opened, as browsers measure it. */
function sumShifts(): number {
  const observer = new PerformanceObserver(() => {});
  observer.observe({ type: "layout-shift", buffered: true });
  return observer
    .takeRecords()
    .reduce((sum, entry) => ("value" in entry ? sum + Number(entry.value) : sum), 0);
}

async function writeTo(page: Page, phone: string, text: string): Promise<void> {
  await page.getByRole("combobox", { name: "To" }).fill(phone);
  await page.getByRole("option").filter({ hasText: phone }).first().click();
  await page.getByLabel("Message", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

test("while everything works the health page says so, and little else", async ({ browser }) => {
  const page = await product.signedIn(browser, "admin");
  const done = watch(page);
  await product.write("hi");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Health" }).click();
  await expect(page.getByRole("heading", { name: "Everything works" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(1);
  await lookAt(page, "admin-health-well");
  done();
  await page.context().close();
});

test("when WhatsApp refuses our token, staff read so on every page, cancel what they don't want sent, and see when it's over", async ({
  browser,
}) => {
  const phone = await product.write("hello");
  const answered = "select from outbound_messages where to_phone = $1 and accepted_at is not null";
  await expect.poll(() => product.query(answered, [phone])).toHaveLength(1);
  await product.control("PUT", "faults", { tokenExpired: true });
  const others = [await product.write("hi"), await product.write("status")];
  const instructor = await product.signedIn(browser, "instructor");
  const admin = await product.signedIn(browser, "admin");
  const done = [watch(instructor), watch(admin)];

  await writeTo(instructor, phone, "Please bring your book.");
  await expect(banner(instructor)).toContainText(
    "messages are waiting. WhatsApp no longer accepts our access token.",
  );
  await expect(banner(instructor).getByRole("link")).toHaveCount(0);
  await instructor.goto("/admin/audit");
  const withoutScripts = await (await instructor.request.get("/admin/audit")).text();
  expect(withoutScripts).toContain("WhatsApp no longer accepts our access token.");
  await lookAt(instructor, "admin-banner", "[role=status]");

  await banner(admin).getByRole("link", { name: "See what’s waiting" }).click();
  await expect(admin.getByRole("heading", { name: "1 thing needs your attention" })).toBeVisible();
  await expect(waiting(admin)).toHaveCount(3);
  await expect(admin.getByRole("list", { name: "Reasons" })).toContainText(
    "3WhatsApp no longer accepts our access token.",
  );
  await expect(banner(admin)).toHaveCount(0);
  await expect(admin.getByRole("link", { name: "Check the set-up" })).toBeVisible();
  await expect(waiting(admin).filter({ hasText: "“Please bring your book.”" })).toHaveCount(1);
  await lookAt(admin, "admin-health-stopped");

  await admin.setViewportSize({ width: 1440, height: 900 });
  const unwanted = waiting(admin).filter({ hasText: others[0] });
  await unwanted.getByRole("button", { name: /^Cancel/ }).focus();
  await admin.keyboard.press("Enter");
  await expect(admin.getByRole("alertdialog")).toContainText(`message to ${others[0]}, “`);
  await lookAt(admin, "admin-health-cancel", "[role=alertdialog]");
  await admin.keyboard.press("Tab");
  await admin.getByRole("button", { name: "Cancel the message" }).press("Enter");
  await expect(unwanted).toHaveCount(0);
  await expect(admin.getByRole("heading", { name: "Waiting to be sent" })).toBeFocused();

  await instructor.setViewportSize({ width: 1440, height: 900 });
  await instructor.goto("/admin");
  const own = instructor.getByRole("row").filter({ hasText: "Please bring your book." });
  await expect(instructor.getByRole("row").filter({ hasText: others[1] }).first()).toContainText("Queued");
  await expect(instructor.getByRole("button", { name: /^Cancel/ })).toHaveCount(1);
  await own.getByRole("button", { name: /^Cancel/ }).click();
  await instructor.getByRole("button", { name: "Cancel the message" }).click();
  await expect(own).toContainText("Cancelled");
  await expect(instructor.getByRole("heading", { name: "Recent messages" })).toBeFocused();

  await product.control("DELETE", "faults");
  await expect(banner(instructor)).toHaveCount(0, { timeout: 40_000 });
  await expect(admin.getByRole("heading", { name: "Everything works" })).toBeVisible({ timeout: 40_000 });
  await instructor.goto("/admin/audit");
  await expect(
    instructor.getByRole("listitem").filter({ hasText: "Message cancelled before it was sent" }).first(),
  ).toBeVisible();
  for (const check of done) check();
  await instructor.context().close();
  await admin.context().close();
});

test("an admin sees why messages failed, what couldn't be processed, and asks WhatsApp about messages without news", async ({
  browser,
}) => {
  const page = await product.signedIn(browser, "admin");
  const done = watch(page);
  await product.query(`update outbound_messages set created_at = now() - interval '20 minutes', status = 'accepted',
    rank = 2, accepted_at = now() - interval '20 minutes' where status in ('sent', 'delivered', 'read')`);
  await product.query(`insert into outbound_messages (lane, purpose, kind, text, status, rank, due_at, failure_code, failed_at)
    select 'x', 'staff', 'text', 'hi', 'failed', 4, null, code, now() - interval '1 hour'
    from unnest(array['131026', '131026', '130497', '131047', '131049']) as code`);
  await product.query(`insert into webhook_events (kind, dedupe_key, payload, state, failure)
    values ('message', 'unreadable', '{"message": {"id": "1"}}', 'quarantined', 'the message has no id, type or sender')`);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/admin/health");
  const problems = page.getByRole("list", { name: "Problems" }).getByRole("listitem");
  await expect(problems).toHaveCount(3);
  expect(await page.evaluate(sumShifts)).toBeLessThan(0.05);
  await expect(problems.first()).toContainText("has told us nothing about them since");
  await expect(page.getByRole("row").filter({ hasText: "may not be on WhatsApp" })).toContainText("131026");
  await expect(page.getByRole("list", { name: "Couldn’t process" })).toContainText("no id, type or sender");
  const silent = page.getByRole("list", { name: "No news" }).getByRole("listitem").first();
  await silent.getByRole("button", { name: /^Ask WhatsApp about the message to .*“/ }).press("Enter");
  await expect(silent.getByRole("status")).toContainText("WhatsApp has news of it");
  await lookAt(page, "admin-health-trouble");
  done();
  await page.context().close();
});

test("while WhatsApp is down, an admin reads that there's nothing to do; a set-up that is red is never called well", async ({
  browser,
}) => {
  const page = await product.signedIn(browser, "admin");
  const done = watch(page);
  await product.query("truncate webhook_events, outbound_messages cascade");
  await product.control("PUT", "faults", { outage: true });
  for (let count = 0; count < 10; count++) await product.write("hi");
  await page.goto("/admin/health");
  await expect(page.getByRole("heading", { name: "WhatsApp is down" })).toBeVisible({ timeout: 40_000 });
  await expect(
    page.getByText("There’s nothing to do: messages are sent as soon as it’s back."),
  ).toBeVisible();
  await expect(page.getByText("for less than a minute")).toBeVisible();
  await expect(page.getByRole("link", { name: "Check the set-up" })).toHaveCount(0);
  await lookAt(page, "admin-health-outage");
  await product.control("DELETE", "faults");
  await expect(page.getByRole("heading", { name: "Everything works" })).toBeVisible({ timeout: 40_000 });
  await product.query(`insert into set_up_checks (id, name, light, says, since, red_since, first_looked_at, looked_at)
    values ('token', 'Access token', 'red', 'It ended.', now(), now(), now() - interval '1 hour', now())`);
  await expect(page.getByRole("list", { name: "Problems" })).toContainText(
    "1 check of the set-up is red: Access token.",
  );
  await expect(page.getByText("Would fail")).toBeVisible();
  await lookAt(page, "admin-health-red");
  await page.goto("/admin");
  await expect(page.getByText("New problems in the set-up: Access token.")).toBeVisible();
  await lookAt(page, "admin-turned-red-line");
  done();
  await page.context().close();
});

test("instructors are shown no health page, and no way there", async ({ browser }) => {
  const page = await product.signedIn(browser, "instructor");
  const response = await page.goto("/admin/health");
  expect(response?.status()).toBe(403);
  await expect(page.getByRole("link", { name: "Health" })).toHaveCount(0);
  await page.context().close();
});

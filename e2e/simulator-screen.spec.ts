import { expect, type Page, test } from "@playwright/test";
import { type Scene, setScene } from "../simulator/test-scene.ts";
import { lookAt, watch } from "./look.ts";

/** A simulator of its own, so that its faults are nobody else's. */
let scene: Scene;
test.beforeEach(async () => {
  scene = await setScene();
});
test.afterEach(() => scene.close());

async function openPhone(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${scene.simulator.origin}/?phone=john`);
  await expect(page.getByRole("region", { name: "John Smith" })).toBeVisible();
}

async function choose(page: Page, oddity: string): Promise<void> {
  await page.getByRole("button", { name: "Attach", exact: true }).click();
  await page.getByRole("button", { name: oddity }).click();
}

test("on a narrow screen, what is odd can be sent from a phone, and a very long text stays readable", async ({
  page,
}) => {
  const done = watch(page);
  await openPhone(page);
  const chat = page.getByRole("log", { name: "Messages" });
  await choose(page, "Photo with “STOP” under it");
  await expect(chat).toContainText("STOP");
  await choose(page, "65,000 exclamation marks");
  await expect(chat).toContainText("and 60,904 more");
  await choose(page, "“link”, written 8 days ago");
  await scene.until((received) => received.length === 3);
  await page.getByRole("button", { name: "Attach", exact: true }).click();
  await lookAt(page, "simulator-attach");
  done();
});

test("on a narrow screen, a permission is taken away and given back in plain words", async ({ page }) => {
  const done = watch(page);
  await openPhone(page);
  await page.getByRole("button", { name: /^Faults/ }).click();
  const lost = page.getByRole("combobox", { name: "Lost permission" });
  await lost.selectOption("The token isn’t allowed to send (10)");
  await page.getByRole("switch", { name: "Send no statuses" }).check();
  const hello = { to: "+15551234567", type: "text", text: { body: "Hello" } };
  await expect.poll(async () => (await scene.send(hello)).body.error?.code).toBe(10);
  await lookAt(page, "simulator-faults");
  await page.getByRole("button", { name: "All off" }).click();
  await expect(lost).toHaveValue("");
  expect((await scene.send(hello)).status).toBe(200);
  done();
});

test("a scenario is chosen in words, shown as chosen, and ended; another one brings somebody to write as", async ({
  page,
}) => {
  const done = watch(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(scene.simulator.origin);
  await page.getByRole("button", { name: "Scenarios", exact: true }).click();
  await expect(page.getByText("Everything is normal.")).toBeVisible();
  const scenario = page.getByRole("button", { name: /^Our app isn’t subscribed to the account/ });
  await scenario.click();
  await expect(scenario).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("Now: Our app isn’t subscribed to the account.")).toBeVisible();
  const { body } = await scene.call("GET", "/control/set-up");
  expect(body.subscribedApps).toEqual(["meta_test"]);
  await lookAt(page, "simulator-scenarios");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Back to normal", exact: true }).click();
  await expect(scenario).toHaveAttribute("aria-pressed", "false");
  await expect(page.getByText("Everything is normal.")).toBeVisible();
  await page.getByRole("button", { name: /^The 24-hour window is closed/ }).click();
  const yusuf = page.getByRole("region", { name: "Yusuf Demir" });
  await expect(yusuf).toBeInViewport({ ratio: 0.9 });
  await expect(yusuf.getByText("Window closed")).toBeVisible();
  await expect(yusuf.getByRole("textbox", { name: "Message" })).toBeFocused();
  done();
});

test("the students' phones are ready to write, a new one comes into view, and a reset asks first", async ({
  page,
}) => {
  const done = watch(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(scene.simulator.origin);
  const john = page.getByRole("region", { name: "John Smith" });
  const entry = john.getByRole("textbox", { name: "Message" });
  await expect(john.getByText("Hasn’t written yet")).toBeVisible();
  await expect(entry).toBeFocused();
  await entry.fill("Is it *today*?");
  await entry.press("Enter");
  await expect(john.getByText(/^Open until/)).toBeVisible();
  await john.getByRole("button", { name: "Reply" }).click();
  await entry.fill("I mean the test");
  await entry.press("Enter");
  await expect(john.getByRole("button", { name: "You Is it today?" }).locator("strong")).toHaveText([
    "You",
    "today",
  ]);
  await page.getByRole("button", { name: "Add a phone" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Rosa Lima");
  await page.getByRole("textbox", { name: /^Phone number/ }).fill("+55 11 95550 0002");
  await page.getByRole("button", { name: "Add phone" }).click();
  const rosa = page.getByRole("region", { name: "Rosa Lima" });
  await expect(rosa).toBeInViewport({ ratio: 0.9 });
  await expect(rosa.getByRole("textbox", { name: "Message" })).toBeFocused();
  await lookAt(page, "simulator-stage");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("button", { name: "Reset" }).click();
  await page
    .getByRole("dialog", { name: "Reset the simulator?" })
    .getByRole("button", { name: "Reset" })
    .click();
  await expect(page.getByRole("region", { name: "Mei Chen" }).getByText("Hasn’t written yet")).toBeVisible();
  await expect(rosa).toHaveCount(0);
  await expect(john.getByRole("article")).toHaveCount(0);
  done();
});

test("on a narrow screen, a phone can keep its number to itself", async ({ page }) => {
  const done = watch(page);
  await openPhone(page);
  await page.getByRole("button", { name: "Phone settings" }).click();
  await page.getByRole("switch", { name: "Shares its number" }).uncheck();
  await page.getByRole("combobox", { name: "What it hides is sent as" }).selectOption("empty text");
  const sharing = async () => {
    const { body } = await scene.call("GET", "/control/phones/john");
    return [body.sharesNumber, body.blanks];
  };
  await expect.poll(sharing).toEqual([false, "empty"]);
  await lookAt(page, "simulator-phone-settings");
  done();
});

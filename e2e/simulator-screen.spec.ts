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
  await page.goto(`${scene.simulator.origin}/?phone=maria`);
  await expect(page.getByRole("region", { name: "Maria Lopez" })).toBeVisible();
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
  await lost.selectOption("The token may not send (10)");
  await page.getByRole("switch", { name: "Send no statuses" }).check();
  const hello = { to: "+15551234567", type: "text", text: { body: "Hello" } };
  await expect.poll(async () => (await scene.send(hello)).body.error?.code).toBe(10);
  await lookAt(page, "simulator-faults");
  await page.getByRole("button", { name: "All off" }).click();
  await expect(lost).toHaveValue("");
  expect((await scene.send(hello)).status).toBe(200);
  done();
});

test("on a narrow screen, a scenario is chosen in words, shown as chosen, and ended", async ({ page }) => {
  const done = watch(page);
  await openPhone(page);
  await page.getByRole("button", { name: "Scenarios", exact: true }).click();
  await expect(page.getByText("Everything is as it should be.")).toBeVisible();
  const scenario = page.getByRole("button", { name: /^Our app isn’t subscribed to the account/ });
  await scenario.click();
  await expect(scenario).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("Now: Our app isn’t subscribed to the account.")).toBeVisible();
  const { body } = await scene.call("GET", "/control/set-up");
  expect(body.subscribedApps).toEqual(["meta_test"]);
  await lookAt(page, "simulator-scenarios");
  await page.getByRole("button", { name: "As it should be" }).click();
  await expect(scenario).toHaveAttribute("aria-pressed", "false");
  await expect(page.getByText("Everything is as it should be.")).toBeVisible();
  done();
});

test("on a narrow screen, a phone can keep its number to itself", async ({ page }) => {
  const done = watch(page);
  await openPhone(page);
  await page.getByRole("button", { name: "Phone settings" }).click();
  await page.getByRole("switch", { name: "Tells its number" }).uncheck();
  await page.getByRole("combobox", { name: "What is not told is" }).selectOption("empty texts");
  const sharing = async () => {
    const { body } = await scene.call("GET", "/control/phones/maria");
    return [body.sharesNumber, body.blanks];
  };
  await expect.poll(sharing).toEqual([false, "empty"]);
  await lookAt(page, "simulator-phone-settings");
  done();
});

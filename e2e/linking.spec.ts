import { expect } from "@playwright/test";
import { addAccount, query, signIn } from "./accounts.ts";
import { test } from "./fixtures.ts";
import { confirm, expectLinked } from "./link-page.ts";
import { lookAt, watch } from "./look.ts";
import { addPhone, addressIn, tokenIn } from "./simulator.ts";

test.describe.configure({ mode: "parallel" });

test("from the QR code in settings: WhatsApp asks for YES, the page learns of it, and “This wasn’t me” asks and ends it", async ({
  signedIn,
}) => {
  const phone = await addPhone("Quirin's phone");
  const page = await signedIn(await addAccount("student", "Quirin Code"));
  const done = watch(page);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Link my WhatsApp" }).click();
  const code = page.getByRole("img", { name: /QR code/ });
  const address = (await code.getAttribute("data-address")) ?? "";
  await lookAt(page, "settings-invitation");
  const question = await phone.send(new URL(address).searchParams.get("text") ?? "");
  expect(question).toContain("YES");
  expect(question).not.toContain("Quirin");
  expect(await phone.tap("YES")).toContain("Account Linked");
  await expect(page.getByText("Linked", { exact: true })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Quirin's phone");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("button", { name: "This wasn’t me" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("ask your school for a new one");
  await page.getByRole("button", { name: "Yes, unlink" }).click();
  await expect(page.getByText("Not linked", { exact: true })).toBeVisible();
  await expect.poll(async () => phone.send("status")).toContain("Not Linked");
  done();
});

test("a link that is opened twice and confirmed in two tabs is confirmed once, and both say so", async ({
  signedIn,
}) => {
  const phone = await addPhone("Two tabs");
  const first = await signedIn(await addAccount("student", "Tabea Twice"));
  const second = await first.context().newPage();
  const address = addressIn(await phone.send("link"));
  await first.goto(address);
  await second.goto(address);
  await confirm(first);
  await expectLinked(first);
  await confirm(second);
  await expectLinked(second);
  expect(
    await query(
      "select 1 from audit_events e join whatsapp_users w on w.id = e.whatsapp_user_id where w.whatsapp_phone = $1 and e.action = 'linked'",
      [phone.number],
    ),
  ).toHaveLength(1);
});

test("a button joins only what its page shows, also if its token was pasted and another link was opened meanwhile", async ({
  signedIn,
}) => {
  const [mine, strange] = [await addPhone("Mine"), await addPhone("A stranger's")];
  const first = await signedIn(await addAccount("student", "Wary Wanda"));
  const second = await first.context().newPage();
  await first.goto("/settings");
  await first.getByRole("textbox", { name: "Link token" }).fill(tokenIn(await mine.send("link")));
  await first.getByRole("button", { name: "Continue" }).click();
  await expect(first.getByRole("main")).toContainText(mine.number);
  await second.goto(addressIn(await strange.send("link")));
  await confirm(first);
  await expect(first.getByRole("heading", { name: "Please check again" })).toBeVisible();
  await expect(first.getByRole("main")).toContainText("A stranger's");
  await lookAt(first, "link-changed");
  await first.goto(addressIn(await mine.send("link")));
  await confirm(first);
  await expectLinked(first);
  expect(await strange.send("status")).toContain("Not Linked");
});

test("the link waits while somebody changes the account", async ({ signedIn }) => {
  const phone = await addPhone("Olga's phone");
  const page = await signedIn(await addAccount("student", "Otmar Other"));
  await page.goto(addressIn(await phone.send("link")));
  await page.getByRole("button", { name: "Switch account" }).click();
  await signIn(page, await addAccount("student", "Olga Owner"));
  await expect(page.getByRole("main")).toContainText("Olga Owner");
  await confirm(page);
  await expectLinked(page);
});

test("who signed in more than a day ago signs in again before the link is made", async ({ signedIn }) => {
  const phone = await addPhone("Lea's phone");
  const student = await addAccount("student", "Lea Longago");
  const page = await signedIn(student, 25 * 3600);
  await page.goto(addressIn(await phone.send("link")));
  await expect(page.getByRole("main")).toContainText("You signed in more than 24 hours ago");
  await signIn(page, student);
  await confirm(page);
  await expectLinked(page);
});

test("without scripts the link page shows both sides and links", async ({ browser, signedIn }) => {
  const phone = await addPhone("No scripts");
  const page = await signedIn(await addAccount("student", "Nils Noscript"));
  const storageState = await page.context().storageState();
  const plain = await (await browser.newContext({ storageState, javaScriptEnabled: false })).newPage();
  await plain.goto(addressIn(await phone.send("link")));
  await expect(plain.getByRole("main")).toContainText(phone.number.slice(-4));
  await confirm(plain);
  await expectLinked(plain);
});

test("with the keyboard alone one links, and the page loads less than 130 kB of scripts", async ({
  signedIn,
}) => {
  const phone = await addPhone("Keys only");
  const page = await signedIn(await addAccount("student", "Kai Keys"));
  let scripts = 0;
  page.on("requestfinished", async (request) => {
    if (request.resourceType() === "script") scripts += (await request.sizes()).responseBodySize;
  });
  await page.goto(addressIn(await phone.send("link")), { waitUntil: "networkidle" });
  expect(scripts).toBeGreaterThan(0);
  expect(scripts).toBeLessThan(130_000);
  const button = page.getByRole("button", { name: "Link my accounts" });
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press("Tab");
    if (await button.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expectLinked(page);
});

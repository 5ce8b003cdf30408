import { expect } from "@playwright/test";
import { addAccount, bearerOf, call, query } from "./accounts.ts";
import { test } from "./fixtures.ts";
import { expectAsText, runsLeftToRight, watchForHarm } from "./hostile.ts";
import { deliveryOf, post, textMessage } from "./meta.ts";
import { addPhone, addressIn, freshNumber, tokenIn } from "./simulator.ts";

test.describe.configure({ mode: "parallel" });

/** The lists of what happened leave out the marks that turn the reading direction. */
const turnedBack = (text: string) => text.trim().replaceAll(/[\u202E\u2069]/g, "");

const TEXTS: [row: number, what: string, text: string][] = [
  [85, "a script", "<script>alert(1)</script>"],
  [85, "an image that loads a script", '"><svg onload=alert(1)><img src=x onerror=alert(1)>'],
  [85, "an address that is a script", "javascript:alert(1)//https://evil.example"],
  [85, "a text that turns the reading direction", "\u202Emoc.live@nimda"],
  [85, "a text that ends an isolation and turns the reading direction", "Eve\u2069\u202Eeve"],
  [85, "a word without a place to break", "W".repeat(100)],
  [50, "a formula", '=HYPERLINK("https://evil.example","x")'],
  [50, "placeholders", "%s{{1}}{token}$(link)&amp;"],
];

for (const [row, what, text] of TEXTS) {
  test(`${row} ${what}, as a name, is text on the pages of the link and the settings`, async ({
    signedIn,
  }) => {
    const phone = await addPhone(text);
    const student = await addAccount("student", text);
    const page = await signedIn(student);
    const harm = await watchForHarm(page);
    await page.goto(addressIn(await phone.send("link")));
    await expectAsText(page, text);
    await page.getByRole("button", { name: "Link my accounts" }).click();
    await expect(page.getByRole("heading", { name: "Your accounts are linked" })).toBeVisible();
    await expectAsText(page, text);
    await page.goto("/settings");
    await expect(page.getByText("Linked", { exact: true })).toBeVisible();
    await expect(page.getByRole("listitem").filter({ hasText: turnedBack(text) })).toBeVisible();
    await expectAsText(page, text);
    expect(await runsLeftToRight(page.getByRole("main"), student.email)).toBe(true);
    expect(harm()).toEqual([]);
  });
}

test("50, 85 whatever people have as a name and send as a message is text in the console and the audit log", async ({
  signedIn,
}) => {
  const people = await Promise.all(
    TEXTS.map(async ([, , text]) => {
      const [phone, student] = [await addPhone(text), await addAccount("student", text)];
      const token = tokenIn(await phone.send("link"));
      const linked = await call("POST", "/api/whatsapp/link", await bearerOf(student), { token });
      expect(linked.status).toBe(200);
      await phone.send(text);
      return { phone, student, text };
    }),
  );
  const desk = await signedIn(await addAccount("admin", "<script>alert(1)</script>"));
  const harm = await watchForHarm(desk);
  await desk.goto("/admin/audit");
  for (const { student, text } of people) {
    const entry = desk.getByRole("listitem").filter({ hasText: student.email }).filter({ hasText: "Linked" });
    await expect(entry).toContainText(turnedBack(text));
    expect(await runsLeftToRight(entry, student.email)).toBe(true);
    expect(await runsLeftToRight(entry, "from ")).toBe(true);
    await expectAsText(desk, turnedBack(text));
  }
  await desk.goto("/admin");
  const record = desk.getByRole("table", { name: "Recent messages" }).getByRole("row");
  for (const { phone, student, text } of people) {
    await expect(record.filter({ hasText: phone.number }).first()).toContainText(text.trim());
    await desk.getByRole("combobox", { name: "To" }).fill(student.email);
    const option = desk.getByRole("option").filter({ hasText: student.email });
    await expect(option).toContainText(text.trim());
    expect(await runsLeftToRight(option, student.email)).toBe(true);
  }
  for (const { text } of people) await expectAsText(desk, text);
  expect(harm()).toEqual([]);
});

test("85 a message of 100 kB is folded in the console, and nothing sticks out", async ({ signedIn }) => {
  const number = freshNumber();
  const text = `<b>long</b> ${"word ".repeat(20_000)}end`;
  const from = number.slice(1);
  const contacts = [{ profile: { name: "Long Lou" }, wa_id: from }];
  expect(await post(deliveryOf({ contacts, messages: [textMessage(text, { from })] }))).toBe(200);
  const page = await signedIn(await addAccount("admin", "Ada Reader"));
  const harm = await watchForHarm(page);
  await page.goto("/admin");
  const row = page.getByRole("table", { name: "Recent messages" }).getByRole("row");
  const long = row.filter({ hasText: number }).filter({ hasText: "<b>long</b>" });
  await expect(long).toBeVisible();
  expect((await long.locator("summary").textContent())?.length).toBeLessThan(1000);
  expect((await long.boundingBox())?.height).toBeLessThan(400);
  await expectAsText(page, "<b>long</b>");
  await long.getByText("Show all").click();
  await expect(long).toContainText("word end");
  expect((await long.boundingBox())?.height).toBeLessThan(800);
  expect(harm()).toEqual([]);
  const kept =
    "select length(text) as length from inbound_messages m join whatsapp_users w on w.id = m.whatsapp_user_id where whatsapp_phone = $1";
  expect(await query(kept, [number])).toEqual([{ length: text.length }]);
});

const MARKUP = `<script>document.title = "owned"</script><svg onload="document.title = 'owned'"></svg>
  <a href="javascript:document.title='owned'" style="position:fixed;top:0;left:0;z-index:99">Tap me</a>`;

for (const path of ["/", "/login", "/whatsapp/link", "/settings", "/admin", "/admin/audit"]) {
  test(`85 a script that got into ${path} all the same is blocked by the page’s policy`, async ({
    signedIn,
  }) => {
    const page = await signedIn(await addAccount("admin", "Ada Reader"));
    const harm = await watchForHarm(page);
    await page.route(`**${path}`, async (route) => {
      const response = await route.fetch({ maxRedirects: 0 });
      const body = (await response.text()).replace("</body>", `${MARKUP}</body>`);
      await route.fulfill({ response, body });
    });
    if (path === "/login") await page.context().clearCookies();
    await page.goto(path);
    await page.getByText("Tap me", { exact: true }).click();
    await expect
      .poll(() => harm().filter((each) => each.startsWith("blocked script-src-elem")))
      .toHaveLength(2);
    expect(harm()).toContain("blocked script-src-attr inline");
    expect(await page.title()).not.toBe("owned");
  });
}

import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { addAccount, query, signIn } from "./accounts.ts";
import { lookAt } from "./look.ts";
import { addPhone, addressIn } from "./simulator.ts";

/** Somebody whom only the school knows. */
function newPerson(name: string, roles: string[] = []) {
  const sub = randomUUID();
  return { sub, email: `${sub.slice(0, 8)}@school.test`, email_verified: true, name, roles };
}

/** Takes the way over the school's own sign-in page, from our sign-in page. */
async function signInAtSchool(page: Page, person: object): Promise<void> {
  await page.getByRole("button", { name: "Sign in with Example College" }).click();
  await page.getByRole("textbox", { name: "Claims" }).fill(JSON.stringify(person));
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a student whom only the school knows links with its sign-in, while the link waits and its token stands in no address", async ({
  page,
}) => {
  const rosa = newPerson("Rosa Lima");
  const phone = await addPhone("Rosa at school");
  const address = addressIn(await phone.send("link"));
  const token = new URL(address).searchParams.get("token") ?? "";
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(address);
  await signInAtSchool(page, rosa);
  await expect(page).toHaveURL(/localhost:\d+\/whatsapp\/link$/);
  await expect(page.getByRole("main")).toContainText(rosa.email);
  await page.getByRole("button", { name: "Link my accounts" }).click();
  await expect(page.getByRole("heading", { name: "Your accounts are linked" })).toBeVisible();
  expect(await phone.send("status")).toContain("Rosa Lima");
  expect(asked.filter((url) => url !== address && url.includes(token))).toEqual([]);
});

test("who cancels at the school is told so, and may try again or sign in otherwise; the link still waits", async ({
  page,
}) => {
  const student = await addAccount("student", "Changed Mind");
  const phone = await addPhone("Changed mind");
  await page.goto(addressIn(await phone.send("link")));
  await page.getByRole("button", { name: "Sign in with Example College" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "it was cancelled, or Example College refused",
  );
  await lookAt(page, "login-cancelled");
  await signIn(page, student);
  await expect(page.getByRole("button", { name: "Link my accounts" })).toBeVisible();
});

test("the school says who is a teacher, each time that somebody signs in", async ({ browser }) => {
  const ines = newPerson("Ines Costa", ["Teachers"]);
  const visit = async (roles: string[]) => {
    const page = await (await browser.newContext()).newPage();
    await page.goto("/login?callbackUrl=/admin");
    await signInAtSchool(page, { ...ines, roles });
    await expect(page).toHaveURL(/\/admin$/);
    return page.getByRole("heading", { level: 1 });
  };
  await expect(await visit(["Teachers"])).toHaveText("Console");
  await expect(await visit([])).not.toHaveText("Console");
  expect(await query("select role from users where email = $1", [ines.email])).toEqual([{ role: "student" }]);
});

test("an address that the school has not verified opens nobody's account, and the page says why", async ({
  page,
}) => {
  const owner = await addAccount("student", "Owner Olga");
  await page.goto("/login");
  await signInAtSchool(page, { ...newPerson("Thief"), email: owner.email, email_verified: false });
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Confirm it with Example College");
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/login/);
});

test("who switches the account is asked by the school who they are, and is not taken for the last one", async ({
  page,
}) => {
  const [rosa, mei] = [newPerson("Rosa Lima"), newPerson("Mei Chen")];
  const phone = await addPhone("Shared computer");
  await page.goto(addressIn(await phone.send("link")));
  await signInAtSchool(page, rosa);
  await expect(page.getByRole("main")).toContainText(rosa.email);
  await page.getByRole("button", { name: "Switch account" }).click();
  await signInAtSchool(page, mei);
  await expect(page.getByRole("main")).toContainText(mei.email);
  await page.getByRole("button", { name: "Link my accounts" }).click();
  await expect(page.getByRole("heading", { name: "Your accounts are linked" })).toBeVisible();
  expect(await phone.send("status")).toContain("Mei Chen");
});

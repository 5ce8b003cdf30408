import { expect, test } from "@playwright/test";
import { addAccount, signIn } from "./accounts.ts";
import { addPhone, addressIn } from "./simulator.ts";

test.describe.configure({ mode: "parallel" });

test("a screen reader is told both sides, the warning and the two ways on, in this order, and then that it is done", async ({
  page,
}) => {
  const student = await addAccount("student", "Sina Spoken");
  const phone = await addPhone("Sina's phone");
  await page.goto(addressIn(await phone.send("link")));
  await signIn(page, student);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading "Link your WhatsApp" [level=1]
      - paragraph: Are both of these you?
      - region "WhatsApp":
        - paragraph: "${phone.number}"
        - paragraph: "Profile name: “Sina's phone”"
      - region "YeeBitz account":
        - paragraph: Sina Spoken
        - paragraph: ${student.email}
        - paragraph: Student
        - text: Not you?
        - button "Switch account"
      - list:
        - listitem: The bot can see your YeeBitz name, email and role.
        - listitem: Your teachers can write to you on WhatsApp.
        - listitem: By linking, you agree to get announcements from YeeBitz in WhatsApp. To stop them, send STOP at any time.
        - listitem: You can unlink at any time.
      - paragraph: If you did not just write to our bot, close this page.
      - button "Link my accounts"
      - button "I did not ask for this"
  `);
  await page.getByRole("button", { name: "Link my accounts" }).click();
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading "Your accounts are linked" [level=1]
      - status: We also told you in the chat. You can close this page.
      - region "WhatsApp"
      - region "YeeBitz account"
      - link /Back to WhatsApp/
      - link "See it in settings"
  `);
});

test("a screen reader hears why a link does not work before what to do about it", async ({ page }) => {
  await page.goto("/whatsapp/link?token=0123456789abcdefghjkmnpqrstvwxyz");
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading "We don’t know this link" [level=1]
      - paragraph: /Part of it may be missing/
      - link /Ask for a new link/
  `);
});

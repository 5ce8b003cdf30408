import { readdirSync } from "node:fs";
import { expect } from "vitest";
import { db } from "../db.ts";
import { LINK_LIFETIME_MINUTES } from "../lifetimes.ts";
import { confirmLink } from "../linking/confirmations.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import { changeSettings } from "../testing/settings.ts";
import { newStudent } from "../testing/students.ts";
import { durationInWords } from "../time.ts";
import { commands } from "./commands/index.ts";
import { namesOf, toKey } from "./find.ts";
import { listCommands } from "./help.ts";
import { readWords } from "./words.ts";

const LIST = listCommands(commands);

const WELCOME = `🎓 Welcome to YeeBitz Platform!

I can help you take tests and access your study materials.

${LIST}

To get started, please link your YeeBitz account by sending 'link'`;

async function newLinkedStudent() {
  const student = newStudent();
  const account = await createAccount({ email: `john${Math.random()}@example.com` });
  await confirmLink(await student.askForToken(), account);
  return { student, account };
}

test.for(["start", "hi", "hello", "help", "menu"])(
  "%s welcomes a person and lists what to send",
  async (word) => {
    expect(await newStudent().say(word)).toEqual([WELCOME]);
  },
);

test("help lists how to link, check the status and unlink, in this order", () => {
  const lines = LIST.split("\n");
  const fixed = [
    "Available commands:",
    "• Send 'link' - Link your account",
    "• Send 'status' - Check linking status",
  ];
  const expected = [...fixed, "• Send 'unlink' - Unlink your account"];
  expect(lines.filter((line) => expected.includes(line))).toEqual(expected);
});

test("link gives an address and a token to paste, and says how long they work", async () => {
  expect(await newStudent().say("link")).toEqual([
    `🔗 Account Linking

To link your YeeBitz account, open this link in your browser:

👉 http://localhost:3000/whatsapp/link?token={token}

Or go to the settings page and paste this token:
{token}

⏰ This link expires in ${durationInWords(LINK_LIFETIME_MINUTES)}.
🔒 For security, don't share this with others.`,
  ]);
});

test("status says that nothing is linked, and how to link", async () => {
  expect(await newStudent().say("status")).toEqual([
    "❌ Account Status: Not Linked\n\nSend 'link' to connect your YeeBitz account.",
  ]);
});

test("status names the linked account, its email address, its role and since when", async () => {
  const { student, account } = await newLinkedStudent();
  await db().whatsappUser.update({
    where: { whatsappPhone: student.phone },
    data: { linkedAt: new Date("2024-01-01T12:00:31Z") },
  });
  expect(await student.say("status")).toEqual([
    `✅ Account Status: Linked

👤 YeeBitz Account: John Smith
📧 Email: ${account.email}
🎭 Role: student
🔗 Linked: 2024-01-01 12:00 UTC

Ready to take tests! 🎓`,
  ]);
});

test("status tells the time in the school's time zone", async () => {
  const { student } = await newLinkedStudent();
  changeSettings({ TIME_ZONE: "Europe/Berlin" });
  expect((await student.say("status"))[0]).toMatch(/Linked: [\d-]{10} [\d:]{5} Europe\/Berlin\n/);
  changeSettings({ TIME_ZONE: "UTC" });
});

test("status tells the role that the account has now", async () => {
  const { student, account } = await newLinkedStudent();
  await db().user.update({ where: { id: account.id }, data: { role: "instructor" } });
  expect((await student.say("status"))[0]).toContain("🎭 Role: instructor");
});

test("the welcome of a linked person names the account instead of asking to link", async () => {
  const { student } = await newLinkedStudent();
  const [welcome] = await student.say("hi");
  expect(welcome).toContain("You're linked as John Smith");
  expect(welcome).not.toContain("To get started");
});

test("link tells a linked person so, shows the account masked and gives no token", async () => {
  const { student } = await newLinkedStudent();
  const [reply] = await student.say("link");
  expect(reply).toContain("You're already linked to the YeeBitz account j•••@example.com.");
  expect(reply).not.toContain("token");
});

test("unlink ends the link, and a second one finds nothing to unlink", async () => {
  const { student } = await newLinkedStudent();
  const replies = await student.say("unlink", "status", "unlink");
  expect(replies.map((reply) => reply.split("\n")[0])).toEqual([
    "🔓 Account Unlinked",
    "❌ Account Status: Not Linked",
    "ℹ️ This WhatsApp isn't linked to a YeeBitz account, so there's nothing to unlink.",
  ]);
});

test("after unlinking, link gives a new token that works", async () => {
  const { student, account } = await newLinkedStudent();
  await student.say("unlink");
  await expect(confirmLink(await student.askForToken(), account, { isFresh: true })).resolves.toMatchObject({
    isNew: true,
  });
});

test("an unknown text gets the list of commands", async () => {
  expect(await newStudent().say("what's for lunch?")).toEqual([`🤔 I didn't understand that.\n\n${LIST}`]);
});

test("every command that has a file is in the list", async () => {
  const folder = new URL("./commands/", import.meta.url);
  const files = readdirSync(folder).filter((name) => !/^index\.|\.test\./.test(name));
  const inFiles = await Promise.all(
    files.map(async (name) => Object.values((await import(new URL(name, folder).href)) as object)),
  );
  expect(new Set(commands)).toEqual(new Set(inFiles.flat()));
  expect(commands.length).toBe(files.length);
});

test("help is made from the list of commands, and leaves out those without a summary", () => {
  const list = [
    { name: "hidden", summary: null },
    { name: "grades", summary: "Show your grades" },
  ];
  expect(listCommands(list)).toBe("Available commands:\n• Send 'grades' - Show your grades");
  expect(listCommands(commands)).toBe(LIST);
});

test("no two commands listen to the same word", () => {
  const words = commands.flatMap((command) => {
    const own = namesOf(command).map((name) => toKey(readWords(name).line));
    return [...new Set(own)];
  });
  expect(words).toEqual([...new Set(words)]);
  expect(words).not.toContain("");
});

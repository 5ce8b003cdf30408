import { expect } from "vitest";
import type { Account } from "../auth/accounts.ts";
import { db } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent, type Student } from "../testing/students.ts";
import type { AnswerButton } from "../whatsapp/buttons.ts";
import { invite } from "./invitations.ts";
import { findLink } from "./links.ts";

const LINKED = expect.stringContaining("✅ Account Linked");
const OVER = expect.stringContaining("⌛ This question isn't open any more");
const CANCELLED = "👍 Cancelled. Nothing was connected.";

const tap = ({ id, label: title }: AnswerButton) => ({
  type: "interactive",
  interactive: { type: "button_reply", button_reply: { id, title } },
});

/** Has a chat asked about an account, and gives the messages that a tap on each of the question's buttons sends. */
async function ask(student: Student, account?: Account) {
  const inviter = account ?? (await createAccount());
  const { code } = await invite(inviter);
  await student.say(`link ${code}`);
  const { buttons } = await db().outboundMessage.findFirstOrThrow({
    where: { toPhone: student.phone, purpose: "invitation" },
    orderBy: { sequence: "desc" },
  });
  const [yes, no] = buttons as unknown as [AnswerButton, AnswerButton];
  expect([yes.label, no.label]).toEqual(["YES", "NO"]);
  return { account: inviter, yes: tap(yes), no: tap(no) };
}

const linkOf = async (account: Account) => (await findLink(account))?.phone ?? null;

test("a tap on YES links, and a second one is told that the question is over", async () => {
  const student = newStudent();
  const { account, yes } = await ask(student);
  expect(await student.say(yes, yes)).toEqual([LINKED, OVER]);
  expect(await linkOf(account)).toBe(student.phone);
});

test("a tap on NO cancels, and no tap on YES links after it", async () => {
  const student = newStudent();
  const { account, yes, no } = await ask(student);
  expect(await student.say(no, yes)).toEqual([CANCELLED, OVER]);
  expect(await linkOf(account)).toBeNull();
});

test("a tap answers the question that it stands under, and none that was asked later", async () => {
  const student = newStudent();
  const [first, second] = [await ask(student), await ask(student)];
  expect(await student.say(first.yes, first.no)).toEqual([OVER, OVER]);
  expect([await linkOf(first.account), await linkOf(second.account)]).toEqual([null, null]);
  expect(await student.say(second.yes)).toEqual([LINKED]);
  expect(await linkOf(second.account)).toBe(student.phone);
});

test("nobody answers the question of another chat", async () => {
  const [asked, other] = [newStudent(), newStudent()];
  const [mine, theirs] = [await ask(asked), await ask(other)];
  expect(await other.say(mine.yes)).toEqual([OVER]);
  expect([await linkOf(mine.account), await linkOf(theirs.account)]).toEqual([null, null]);
});

test("a tap that comes back without its id counts by its label", async () => {
  const student = newStudent();
  const { account } = await ask(student);
  expect(await student.say(tap({ id: "campaign_7_choice_1", label: "YES" }))).toEqual([LINKED]);
  expect(await linkOf(account)).toBe(student.phone);
});

test("Yes on a template's button is no answer to the bot's question", async () => {
  const student = newStudent();
  const { account, yes } = await ask(student);
  expect(await student.say({ type: "button", button: { payload: "yes", text: "Yes" } })).toEqual([]);
  expect(await linkOf(account)).toBeNull();
  expect(await student.say(yes)).toEqual([LINKED]);
});

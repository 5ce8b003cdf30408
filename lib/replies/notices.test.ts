import { expect } from "vitest";
import { db } from "../db.ts";
import { confirmLink } from "../linking/confirmations.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";
import { tellLinked, tellUnlinked } from "./notices.ts";

async function newLink() {
  const student = newStudent();
  const account = await createAccount();
  const link = await confirmLink(await student.askForToken(), account);
  const notices = async () => {
    const where = { whatsappUserId: link.whatsappUserId, purpose: { startsWith: "notice" } };
    return (await db().outboundMessage.findMany({ where })).map(({ text }) => text);
  };
  return { ...link, student, account, notices };
}

test("the chat is told what it was linked to, and how to undo that", async () => {
  const { whatsappUserId, account, notices } = await newLink();
  await tellLinked(whatsappUserId, account);
  const [notice] = await notices();
  for (const words of ["✅ Account Linked", account.name, account.email, "send 'unlink'"])
    expect(notice).toContain(words);
});

test("the chat is told when it was unlinked on the web", async () => {
  const { whatsappUserId, notices } = await newLink();
  await tellUnlinked(whatsappUserId);
  expect(await notices()).toEqual([expect.stringContaining("🔓 Account Unlinked")]);
});

test("nobody is told anything once the 24-hour window has shut", async () => {
  const { whatsappUserId, account, notices } = await newLink();
  const lastInboundAt = new Date(Date.now() - 24 * 3_600_000);
  await db().whatsappUser.update({ where: { id: whatsappUserId }, data: { lastInboundAt } });
  await tellLinked(whatsappUserId, account);
  expect(await notices()).toEqual([]);
});

test("a notice that cannot be written does not fail what it is about", async () => {
  const { account } = await newLink();
  await expect(tellLinked("no-such-person", account)).resolves.toBeUndefined();
  await expect(tellUnlinked("8c7d5a52-3f0a-4c1e-9a55-0d3c1f1f4c11")).resolves.toBeUndefined();
});

import { expect } from "vitest";
import type { Account } from "../auth/accounts.ts";
import { db } from "../db.ts";
import { confirmLink } from "../linking/confirmations.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";

async function newLinkedStudent(email = `mei${Math.random()}@example.com`) {
  const [student, account] = [newStudent(), await createAccount({ email })];
  await confirmLink(await student.askForToken(), account);
  return { student, account };
}

const tokensOf = (phone: string) =>
  db().linkToken.count({ where: { whatsappUser: { whatsappPhone: phone } } });

test.for([
  ["mei.chen+class@example.com", "m•••@example.com"],
  ["x@example.com", "x•••@example.com"],
  ["0123456789@mail.example.com", "0•••@mail.example.com"],
] as const)("35 LINK when linked to %s says %s, the way out, and no token", async ([email, masked]) => {
  const { student } = await newLinkedStudent(email);
  const [reply = "", ...more] = await student.say("LINK");
  expect(more).toEqual([]);
  expect(reply).toContain(`account ${masked}.`);
  expect(reply).toContain("'unlink'");
  expect(reply).not.toMatch(/token|http/);
  expect(await tokensOf(student.phone)).toBe(1);
});

test("36 LINK twenty times in a minute: three tokens, each voiding the one before, and one explanation", async () => {
  const student = newStudent();
  const tokens = [await student.askForToken(), await student.askForToken(), await student.askForToken()];
  const replies = await student.say(...Array.from({ length: 17 }, () => "LINK"));
  expect(replies).toEqual([expect.stringContaining("several links in a short time")]);
  expect(await tokensOf(student.phone)).toBe(3);
  const [first = "", second = "", third = ""] = tokens;
  const account = await createAccount();
  for (const old of [first, second]) {
    await expect(confirmLink(old, account)).rejects.toMatchObject({ status: 410, code: "link_superseded" });
  }
  expect(await confirmLink(third, account)).toMatchObject({ phone: student.phone, isNew: true });
});

test("36 LINK twenty times in a minute by somebody without a number: no more than three tokens, too", async () => {
  const student = newStudent({ from: undefined, from_user_id: "US.3600" });
  const replies = await student.say(...Array.from({ length: 20 }, () => "LINK"));
  expect(replies.map((reply) => [...reply][0])).toEqual(["🔗", "🔗", "🔗", "⏳"]);
  expect(await db().linkToken.count({ where: { whatsappUser: { bsuid: "US.3600" } } })).toBe(3);
});

test("46 STATUS from a number that is not linked: how to link, and the same whether we know it or not", async () => {
  const [known, { student: formerlyLinked }] = [newStudent(), await newLinkedStudent()];
  await known.say("hi");
  await formerlyLinked.say("unlink");
  const [first] = await newStudent().say("status");
  expect(await known.say("status")).toEqual([first]);
  expect(await formerlyLinked.say("status")).toEqual([first]);
  expect(first).toContain("Send 'link'");
});

type Fate = [fate: string, befall: (account: Account) => Promise<unknown>];

const FATES: Fate[] = [
  ["disabled", ({ id }) => db().user.update({ where: { id }, data: { disabledAt: new Date() } })],
  ["deleted", ({ id }) => db().user.delete({ where: { id } })],
  [
    "merged into another",
    async ({ id, name, email }) => {
      await db().user.delete({ where: { id } });
      await createAccount({ name, email });
    },
  ],
];

test.for(FATES)(
  "47 STATUS when the account was %s: nothing of it is said, and the link is gone",
  async ([, befall]) => {
    const { student, account } = await newLinkedStudent();
    await befall(account);
    const where = { whatsappPhone: student.phone };
    expect(await db().whatsappUser.findUnique({ where })).toMatchObject({
      isLinked: false,
      userId: null,
      linkedAt: null,
    });
    const [reply] = await student.say("status");
    expect(reply).toEqual((await newStudent().say("status"))[0]);
    const other = await createAccount();
    expect(await confirmLink(await student.askForToken(), other)).toMatchObject({ isNew: true });
  },
);

import { beforeAll, expect, test } from "vitest";
import { GET as LIST } from "../../app/api/whatsapp/messages/route.ts";
import { db } from "../db.ts";
import { confirmLink } from "../linking/confirmations.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { useOwnDatabase } from "../testing/database.ts";
import { newStudent } from "../testing/students.ts";

beforeAll(async () => {
  await useOwnDatabase();
});

async function newLinkedStudent() {
  const [student, account] = [
    newStudent(),
    await createAccount({ email: `mei${Math.random()}@example.com` }),
  ];
  await confirmLink(await student.askForToken(), account);
  return { student, account };
}

const tokensOf = (phone: string) =>
  db().linkToken.count({ where: { whatsappUser: { whatsappPhone: phone } } });

test("35 LINK when already linked: the account masked, the way out, and no token", async () => {
  const { student, account } = await newLinkedStudent();
  const [reply = ""] = await student.say("LINK");
  expect(reply).toContain("m•••@example.com");
  expect(reply).toContain("'unlink'");
  expect(reply).not.toContain(account.email);
  expect(await tokensOf(student.phone)).toBe(1);
});

test("36 LINK twenty times in a minute: three tokens, of which one lives, and one explanation", async () => {
  const student = newStudent();
  const replies = await student.say(...Array.from({ length: 20 }, () => "LINK"));
  expect(replies).toHaveLength(4);
  expect(replies[3]).toContain("several links in a short time");
  expect(await tokensOf(student.phone)).toBe(3);
  const alive = { whatsappUser: { whatsappPhone: student.phone }, endedAt: null };
  expect(await db().linkToken.count({ where: alive })).toBe(1);
});

test("46 STATUS from a number that is not linked: how to link, and the same whether we know it or not", async () => {
  const known = newStudent();
  await known.say("hi");
  const [first] = await newStudent().say("status");
  expect(await known.say("status")).toEqual([first]);
  expect(first).toContain("Send 'link'");
});

test.for(["disabled", "deleted"])("47 STATUS when the account is %s: nothing of it is said", async (fate) => {
  const { student, account } = await newLinkedStudent();
  const where = { id: account.id };
  if (fate === "deleted") await db().user.delete({ where });
  else await db().user.update({ where, data: { disabledAt: new Date() } });
  const [reply] = await student.say("status");
  expect(reply).toContain("Not Linked");
  expect(reply).not.toMatch(/John|example\.com/);
});

test.for(["STOP", "stop.", "“Stop”", "/STOP", "Unsubscribe!", "ARRÊT", "Baja", "退订", "ＳＴＯＰ"])(
  "49 %j turns broadcasts off at once, with one confirmation",
  async (word) => {
    const student = newStudent();
    expect(await student.say(word, word)).toEqual([expect.stringContaining("Announcements are off")]);
    const { optedOutAt } = await db().whatsappUser.findUniqueOrThrow({
      where: { whatsappPhone: student.phone },
    });
    expect(optedOutAt).not.toBeNull();
  },
);

test.for([
  ["LINK\nSTOP", "🔗"],
  ["status\nlink", "❌"],
  ["/link@bot", "🤔"],
  ["link status", "🤔"],
  ["%s%s%n", "🤔"],
  ["{{1}}", "🤔"],
  ["{token}", "🤔"],
  ['=HYPERLINK("https://evil.example","x")', "🤔"],
  ["$(link)", "🤔"],
  ["link'; drop table users; --", "🤔"],
] as const)("50 %j is answered with %s, by its first line and literally", async ([text, mark]) => {
  const [reply = "", ...more] = await newStudent().say(text);
  expect(more).toEqual([]);
  expect([...reply][0]).toBe(mark);
  expect(reply).not.toContain("HYPERLINK");
});

test.for([
  "<script>alert(1)</script>",
  "<svg onload=alert(1)>",
  "javascript:alert(1)",
  "\u202Egnp.exe\u202C",
  `<b>${"x".repeat(60_000)}</b>`,
])(
  "85 the text %# is kept and given to staff as it was written, as JSON, and not said back",
  async (text) => {
    const student = newStudent();
    const [reply] = await student.say(text);
    expect(reply).toContain("🤔");
    expect(reply).not.toContain(text);
    const staff = await createAccount({ role: "instructor" });
    const { body, headers } = await callRoute(LIST, {
      as: staff,
      path: "messages?direction=inbound&limit=1",
    });
    expect(body).toMatchObject({ messages: [{ text, to_phone: student.phone }] });
    expect(headers.get("content-type")).toContain("application/json");
  },
);

import { expect } from "vitest";
import { GET as LIST } from "../../app/api/whatsapp/messages/route.ts";
import { POST as SEND } from "../../app/api/whatsapp/send/route.ts";
import { db } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";

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

test("49 after STOP the next promotion is refused at once, and the next reply is not", async () => {
  const student = newStudent();
  await student.say("hi", "stop");
  const promotion = { name: "open_day", language: "en", category: "MARKETING", components: [] };
  await db().messageTemplate.create({
    data: { ...promotion, status: "APPROVED", parameterFormat: "POSITIONAL" },
  });
  const staff = await createAccount({ role: "instructor" });
  const sent = await callRoute(SEND, {
    as: staff,
    body: { to: student.phone, message_type: "template", template_name: "open_day" },
  });
  expect(sent).toMatchObject({ status: 409, body: { code: "opted_out" } });
  expect(await db().outboundMessage.count({ where: { toPhone: student.phone, kind: "template" } })).toBe(0);
  expect(await student.say("status")).toHaveLength(1);
});

test.for([
  ["LINK\nSTOP", "🔗"],
  ["status\nlink", "❌"],
  ["/link@bot", "🤔"],
  ["link status", "🤔"],
  ["%s%s%n", "🤔"],
  ["{{1}}", "🤔"],
  ["{token}", "🤔"],
  ['=HYPERLINK("https://evil.example","x")', "🤔"],
  ["$(link)", "🔗"],
  ["$(link status)", "🤔"],
  ["link'; drop table users; --", "🤔"],
] as const)("50 %j gets the reply %s, by its first line and literally", async ([text, mark]) => {
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

test("85 a name of 100 kB is kept as far as a name can be, and the message gets a reply", async () => {
  const student = newStudent({ name: `<script>${"x".repeat(100_000)}` });
  expect(await student.say("status")).toHaveLength(1);
  const where = { whatsappPhone: student.phone };
  const { whatsappName } = await db().whatsappUser.findUniqueOrThrow({ where });
  expect(whatsappName).toBe(`<script>${"x".repeat(247)}`);
});

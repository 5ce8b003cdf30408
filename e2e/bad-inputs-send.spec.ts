import { expect, test } from "@playwright/test";
import { addAccount, bearerOf, call, query } from "./accounts.ts";
import { addPhone, control, freshNumber, type TakenMessage } from "./simulator.ts";

let staff: string;

test.beforeAll(async () => {
  staff = await bearerOf(await addAccount("instructor", "Ines Sender"));
});

const send = (body: object) => call("POST", "/api/whatsapp/send", staff, { message_type: "text", ...body });
const template = (name: string, components: object[] | null, language = "en") => ({
  message_type: "template",
  template_name: name,
  template_language: language,
  template_components: components,
});

interface Problem {
  success: boolean;
  message_id: null;
  error: string;
  code: string;
  errors?: { path: string; message: string }[];
  templates?: unknown[];
}

const value = (text: string) => ({ type: "text", text });
const body = (...texts: string[]) => ({ type: "body", parameters: texts.map(value) });
const SLOT = "template_components.0.parameters.2.text";
const change = (third: string) => template("schedule_change", [body("Biology", "Friday", third)]);

type Row = [name: string, sent: object, path: string];

/** What is refused with 422 before anything is queued, and the place of the fault. */
const REFUSED: Row[] = [
  ["70 a message to nobody", { to: "" }, "to"],
  ["70 a message to spaces", { to: "   " }, "to"],
  ["70 a message to a short code", { to: "12345" }, "to"],
  ["70 a message to too many digits", { to: "+1555123456712345678" }, "to"],
  ["70 a message to letters", { to: "+1 555 CALL NOW" }, "to"],
  ["70 a message to a national number", { to: "11 98765-4321" }, "to"],
  ["70 a message to another national number", { to: "55 1234 5678" }, "to"],
  ["70 a message to a number of one country only", { to: "612 345 678" }, "to"],
  ["70 a message to an unknown number without +", { to: freshNumber().slice(1) }, "to"],
  ["70 a message to 65,000 digits", { to: "1".repeat(65_000) }, "to"],
  ["72 a text with an agreement", { text: "Hello", consent: { how: "by phone" } }, "consent"],
  ["70 a message to a formula", { to: "='+15551234567'" }, "to"],
  ["70 a message to our own number", { to: "+1 555 010 0001" }, "to"],
  ["70 a message to our own number with 00", { to: "0015550100001" }, "to"],
  ["72 a message without text", { text: "" }, "text"],
  ["72 a text of spaces only", { text: " \n\t " }, "text"],
  ["72 a text of 4,097 characters", { text: "x".repeat(4097) }, "text"],
  ["72 a text of 4,097 emoji", { text: "🎓".repeat(4097) }, "text"],
  ["72 a template with a line break in a value", change("17:30\nin room 5"), SLOT],
  ["72 a template with a tab in a value", change("17:30\troom 5"), SLOT],
  ["72 a template with five spaces in a value", change("17:30     room 5"), SLOT],
  ["72 a template with an empty value", change(""), SLOT],
  [
    "72 a template with too few values",
    template("schedule_change", [body("Biology")]),
    "template_components.0.parameters",
  ],
  [
    "72 a template with too many values",
    template("hello_world", [body("Biology")], "en_US"),
    "template_components.0.parameters",
  ],
  ["72 a template without values", template("schedule_change", null), "template_components"],
  [
    "72 a template with a value of an unknown name",
    template("class_reminder", [
      {
        type: "body",
        parameters: ["first_name", "course", "day", "start_time"].map((name) => ({
          ...value("x"),
          parameter_name: name,
        })),
      },
    ]),
    "template_components.0.parameters.2.parameter_name",
  ],
  [
    "72 a template without the end of its button's address",
    template("test_results", [{ type: "header", parameters: [value("x")] }, body("a", "1", "2")]),
    "template_components",
  ],
  ["72 an unknown template", template("no_such_template", null), "template_name"],
  ["72 a paused template", template("enrolment_open", [body("Maria")]), "template_name"],
];

for (const [name, sent, path] of REFUSED) {
  test(`${name} is refused with 422 for its \`${path}\`, and nothing is queued`, async () => {
    const to = freshNumber();
    const response = await send({ to, text: "Hello", ...sent });
    expect(response.status).toBe(422);
    const problem = (await response.json()) as Problem;
    expect(problem).toMatchObject({ success: false, message_id: null, error: expect.stringMatching(/\.$/) });
    expect(problem.errors?.map((error) => error.path)).toContain(path);
    expect(await query("select 1 from outbound_messages where to_phone = $1", [to])).toEqual([]);
  });
}

const arabic = (digits: string) =>
  digits.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));

/** One number, however it is written, is the same person; what WhatsApp writes in a way of its own is left as it is. */
const WRITTEN: [name: string, number: string, write: (number: string) => string][] = [
  ["70 a number with +", freshNumber(), (number) => number],
  ["70 a number with 00", freshNumber(), (number) => `00${number.slice(1)}`],
  [
    "70 a number with spaces and signs",
    freshNumber(),
    (number) => `${number.slice(0, 3)} (${number.slice(3, 6)}) ${number.slice(6, 9)}-${number.slice(9)}`,
  ],
  [
    "70 a number in full width",
    freshNumber(),
    (number) => number.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  ],
  ["70 a number in Arabic digits", freshNumber(), arabic],
  ["70 a number between marks of direction", freshNumber(), (number) => `\u202D${number}\u202C`],
  [
    "70 a number with other dashes",
    freshNumber(),
    (number) => `${number.slice(0, 5)}\u2011${number.slice(5, 8)}\u2212${number.slice(8)}`,
  ],
  [
    "70 a number with a variation selector",
    freshNumber(),
    (number) => `${number.slice(0, 2)}\uFE0D-${number.slice(2)}`,
  ],
  ["70 an address of WhatsApp", freshNumber(), (number) => `https://wa.me/${number.slice(1)}`],
  ["70 a number with a zero in brackets", "+4915198765432", () => "+49 (0)151 98765432"],
  ["70 a Mexican number with WhatsApp's 1", "+5215512345678", (number) => number],
  ["70 a Mexican number without WhatsApp's 1", "+525512345679", (number) => number],
  ["70 a Brazilian number with the ninth digit", "+5511955500002", (number) => number],
  ["70 a Brazilian number without the ninth digit", "+551155500002", (number) => number],
  ["70 an Argentinian number with the 9", "+5491123456789", (number) => number],
];

for (const [name, number, write] of WRITTEN) {
  test(`${name} reaches its owner`, async () => {
    const response = await send({ to: write(number), ...template("hello_world", null, "en_US") });
    expect(response.status, await response.clone().text()).toBe(200);
    const { messages } = await control<{ messages: TakenMessage[] }>(
      "GET",
      `outbox?to=${encodeURIComponent(number)}`,
    );
    expect(messages.map(({ to }) => to)).toContain(number);
  });
}

test("71 free text to somebody whose window has shut: 409, with the templates that would go through; Meta is not asked", async () => {
  const phone = await addPhone("Long Ago");
  await phone.send("hi");
  await query(
    "update whatsapp_users set last_inbound_at = now() - interval '25 hours' where whatsapp_phone = $1",
    [phone.number],
  );
  const before = (await phone.received()).length;
  const response = await send({ to: phone.number, text: "Hello" });
  expect(response.status).toBe(409);
  const problem = (await response.json()) as Problem;
  expect(problem).toMatchObject({ success: false, code: "window_closed" });
  expect(problem.templates).toContainEqual({ name: "hello_world", language: "en_US" });
  expect(await phone.received()).toHaveLength(before);
});

for (const [name, text] of [
  ["4,096 characters", "x".repeat(4096)],
  ["4,096 emoji", "🎓".repeat(4096)],
] as const) {
  test(`72 a text of ${name} is sent as it is`, async () => {
    const phone = await addPhone("Reader");
    await phone.send("hi");
    expect((await send({ to: phone.number, text })).status).toBe(200);
    expect(await phone.received()).toContain(text);
  });
}

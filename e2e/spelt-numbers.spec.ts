import { randomInt, randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { addAccount, bearerOf, call, query } from "./accounts.ts";
import { textMessage } from "./meta.ts";
import { bsuid, say, write } from "./said.ts";
import { addPhone } from "./simulator.ts";

let staff: string;

test.beforeAll(async () => {
  staff = await bearerOf(await addAccount("instructor", "Ines Field"));
});

const send = (to: string, body: object = { message_type: "text", text: "Hello" }) =>
  call("POST", "/api/whatsapp/send", staff, { to, ...body });

const MARKETING = {
  message_type: "template",
  template_name: "open_day",
};

async function findPeople(words: string): Promise<{ whatsapp_phone: string | null; bsuid: string | null }[]> {
  const answer = await call("GET", `/api/whatsapp/people?query=${encodeURIComponent(words)}&limit=20`, staff);
  expect(answer.status, words).toBe(200);
  return (await answer.json()).people;
}

/** Two spellings of one line: what WhatsApp calls it, and what staff type. */
const LINES: [from: (tail: string) => string, to: (tail: string) => string][] = [
  [(tail) => `55118${tail.slice(0, 7)}`, (tail) => `+55 11 98${tail.slice(0, 3)}-${tail.slice(3, 7)}`],
  [(tail) => `549112${tail.slice(0, 7)}`, (tail) => `+54 11 2${tail.slice(0, 3)}-${tail.slice(3, 7)}`],
  [(tail) => `521552${tail.slice(0, 7)}`, (tail) => `+52 55 2${tail.slice(0, 3)} ${tail.slice(3, 7)}`],
];

for (const [at, [from, to]] of LINES.entries()) {
  test(`two spellings of one line are one person (${["Brazil", "Argentina", "Mexico"][at]})`, async () => {
    const tail = String(randomInt(1e6, 1e7));
    expect(await write(from(tail), "STOP")).toHaveLength(1);
    const refused = await send(to(tail), MARKETING);
    expect([refused.status, (await refused.json()).code]).toEqual([409, "opted_out"]);
    await query(
      "update whatsapp_users set last_inbound_at = now() - interval '2 days' where whatsapp_phone = $1",
      [`+${from(tail)}`],
    );
    expect((await send(to(tail))).status).toBe(409);
  });
}

/** Ways in which people paste a number; NNN stands for its last digits. */
const PASTED = [
  "\u202d+49 1512 NNN\u202c",
  "\u202a+49 1512 NNN\u202c",
  "\u200e+491512NNN",
  "+49 1512\u2011NNN",
  "+49 1512\u2013NNN",
  "+49\ufe0d-1512-NNN",
  "wa.me/491512NNN",
  "+49 (0)1512 NNN",
  "0049 1512 NNN",
  "+49\u22121512\u2212NNN",
];

test("numbers are taken as they are pasted, by the API and by the search", async () => {
  const tail = String(randomInt(1_000_000, 10_000_000));
  const number = `+491512${tail}`;
  await (await addPhone("Petra Paste", number)).send("hi");
  for (const pasted of PASTED) {
    const spelling = pasted.replace("NNN", tail);
    expect((await send(spelling)).status, JSON.stringify(spelling)).toBe(200);
    expect(await findPeople(spelling), JSON.stringify(spelling)).toMatchObject([{ whatsapp_phone: number }]);
  }
});

for (const national of ["11 98765-4321", "55 1234 5678", "612 345 678", "0151 98765432"]) {
  test(`the national number ${national} is refused`, async () => {
    const refused = await send(national);
    expect(refused.status).toBe(422);
    expect((await refused.json()).errors).toMatchObject([{ path: "to" }]);
  });
}

test("the search finds BSUIDs, user names, any spelling, accents, and takes % and _ as letters", async () => {
  const id = bsuid();
  const mark = `nora.${randomUUID().slice(0, 8)}`;
  const contact = { profile: { name: "José Müller 100%", username: `@${mark}` }, user_id: id };
  await say(textMessage("hi", { from: undefined, from_user_id: id }), { contacts: [contact] });
  for (const words of [id, mark, `@${mark}`]) expect(await findPeople(words)).toMatchObject([{ bsuid: id }]);
  for (const words of ["jose muller 100%", "José", "100%"])
    expect((await findPeople(words)).map((person) => person.bsuid)).toContain(id);
  expect((await findPeople("100_")).map((person) => person.bsuid)).not.toContain(id);
  const tail = String(randomInt(1_000_000, 10_000_000));
  await write(`49151${tail}9`, "hi");
  for (const words of [`0151 ${tail}9`, `+49 (0)151 ${tail}9`])
    expect(await findPeople(words)).toMatchObject([{ whatsapp_phone: `+49151${tail}9` }]);
});

import { beforeEach, expect } from "vitest";
import { db } from "../db.ts";
import { invite } from "../linking/invitations.ts";
import { createAccount } from "../testing/accounts.ts";
import { consentLedger } from "../testing/consent.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";

beforeEach(async () => {
  await db().$executeRaw`truncate webhook_events, lanes, whatsapp_users cascade`;
});

test.for(["cancel", "Cancelar!", "取消", "Cancel, please", "Cancel. Wrong school"])(
  "%s takes the bot's question back where there is one, else it is STOP",
  async (word) => {
    const student = newStudent();
    const { code } = await invite(await createAccount());
    expect(await student.say(`link ${code}`)).toEqual([expect.stringContaining("or NO to cancel")]);
    expect(await student.say(word)).toEqual([expect.stringContaining("Nothing was connected")]);
    expect(await consentLedger()).toEqual([]);
    expect(await student.say(word)).toEqual([expect.stringContaining("Announcements are off")]);
    expect(await consentLedger()).toEqual(["broadcasts out by chat"]);
  },
);

test("STOP is STOP, also as the answer to a question", async () => {
  const student = newStudent();
  const { code } = await invite(await createAccount());
  await student.say(`link ${code}`, "stop");
  expect(await consentLedger()).toEqual(["broadcasts out by chat"]);
});

import { expect } from "vitest";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";
import { findBusinessNumber } from "../whatsapp/number.ts";
import { requireRecipient } from "./recipients.ts";

let ownDigits: string;

test.beforeAll(async ({ double }) => {
  await double.calm();
  ownDigits = String((await findBusinessNumber())?.displayPhone.replaceAll(/\D/g, ""));
});

const NO_NUMBER = {
  status: 422,
  code: "validation_failed",
  message: "Write the number with its country code, such as +15551234567.",
};

test.for([
  "11 98765-4321",
  "55 1234 5678",
  "612 345 678",
  "0151 98765432",
  "15557654321",
  "nobody",
  "",
  "\u0000",
])("%j is refused: it has no country code", async (to) => {
  await expect(requireRecipient(to)).rejects.toMatchObject(NO_NUMBER);
});

test("a number without + is taken where its digits are exactly those of a person of ours", async () => {
  await newStudent({ from: "5511987654321" }).say("hi");
  for (const to of ["5511987654321", "55 11 98765-4321", "\u202D5511987654321\u202C"])
    expect((await requireRecipient(to)).person).toMatchObject({ phone: "+5511987654321" });
  for (const to of ["551187654321", "11987654321", "011987654321"])
    await expect(requireRecipient(to)).rejects.toMatchObject(NO_NUMBER);
});

test("a person whom WhatsApp gave an unusual number can be written to", async () => {
  await newStudent({ from: "1234567" }).say("hi");
  expect((await requireRecipient("+1234567")).person).toMatchObject({ phone: "+1234567" });
});

test("our own number is refused under every spelling", async () => {
  const national = ownDigits.slice(1);
  for (const to of [
    `+${ownDigits}`,
    `00${ownDigits}`,
    `+1 (${national.slice(0, 3)}) ${national.slice(3)}`,
    `wa.me/${ownDigits}`,
  ])
    await expect(requireRecipient(to)).rejects.toMatchObject({
      status: 422,
      message: "A number cannot write to itself.",
    });
});

test("a BSUID is read with what was pasted around it", async () => {
  expect(await requireRecipient(" \u200EUS.13491208655302741918\u00A0")).toEqual({
    person: null,
    address: { phone: null, bsuid: "US.13491208655302741918" },
  });
});

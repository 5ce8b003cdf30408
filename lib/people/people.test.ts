import { describe, expect } from "vitest";
import { db } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { deliver, deliveryOf, textMessage } from "../testing/deliveries.ts";
import { test } from "../testing/fixtures.ts";
import { workOnInbox } from "../testing/worker.ts";
import { listPeople } from "./people.ts";

/** People as Meta names them, and the accounts of some. */
const PEOPLE = [
  { key: "jose", name: "José Ñandú", from: "4915198765432" },
  { key: "nora", name: "Nora", from_user_id: "US.90000000000000001", username: "@nora.example" },
  { key: "percent", name: "100% Maths_club \\o/", from: "15550100777" },
  { key: "turk", name: "İlayda IŞIK", from: "905321234567" },
  { key: "strauss", name: "Johann Strauß", from: "436641234567" },
  { key: "soren", name: "Søren Østergård", from: "4520123456" },
  { key: "dmitri", name: "ДМИТРИЙ Ёлкин", from: "79123456789" },
  { key: "wide", name: "Ｍｅｉ Ｃｈｅｎ", from: "8613800138000" },
  { key: "apart", name: "Zoe\u0308 O\u2019Brien\u200E", from: "5511987654321" },
  { key: "linked", name: "rosinha", from: "390612345678" },
  { key: "benin", name: "Koffi", from: "22997123456" },
  { key: "buenos", name: "Lucía", from: "5491123456789" },
] as const;

const ids = new Map<string, string>();

test.beforeAll(async () => {
  for (const { key, name, ...rest } of PEOPLE) {
    const { from, from_user_id, username } = {
      from: undefined,
      from_user_id: undefined,
      username: undefined,
      ...rest,
    };
    const contact = { profile: { name, username }, wa_id: from, user_id: from_user_id };
    await deliver(
      deliveryOf({ contacts: [contact], messages: [textMessage(from ?? "", "hi", { from, from_user_id })] }),
    );
    await workOnInbox();
    const { id } = await db().whatsappUser.findFirstOrThrow({
      where: { whatsappName: name },
      select: { id: true },
    });
    ids.set(id, key);
  }
  const { id } = await createAccount({ name: "Rosa Lima", email: "rosa.lima@example.com" });
  await db().whatsappUser.updateMany({
    where: { whatsappPhone: "+390612345678" },
    data: { userId: id, isLinked: true, linkedAt: new Date() },
  });
});

const find = async (query: string) => (await listPeople(query, 50)).map(({ id }) => ids.get(id)).sort();

describe("the search finds", () => {
  test.for([
    ["US.90000000000000001", "nora"],
    ["us.9000000000", "nora"],
    ["nora.example", "nora"],
    ["@nora.example", "nora"],
    ["@Nora", "nora"],
    ["jose", "jose"],
    ["JOSÉ", "jose"],
    ["Jose\u0301", "jose"],
    ["nandu jose", "jose"],
    ["ilayda isik", "turk"],
    ["IŞIK", "turk"],
    ["strauss", "strauss"],
    ["STRAUẞ", "strauss"],
    ["soren ostergard", "soren"],
    ["дмитрий", "dmitri"],
    ["елкин", "dmitri"],
    ["Mei Chen", "wide"],
    ["ＣＨＥＮ", "wide"],
    ["zoe", "apart"],
    ["o'brien", "apart"],
    ["Zoë O’Brien", "apart"],
    ["rosa", "linked"],
    ["lima rosinha", "linked"],
    ["ROSA.LIMA@EXAMPLE.COM", "linked"],
    ["100%", "percent"],
    ["%", "percent"],
    ["％", "percent"],
    ["maths_", "percent"],
    ["_", "percent"],
    ["\\", "percent"],
    ["0151 98765432", "jose"],
    ["+49 (0)151 98765432", "jose"],
    ["+49 (0)151", "jose"],
    ["0049 151 98765432", "jose"],
    ["015198", "jose"],
    ["https://wa.me/4915198765432", "jose"],
    ["\u202D+49 151\u201198765432\u202C", "jose"],
    ["4915198765432", "jose"],
    ["151-9876", "jose"],
    ["+٤٩١٥١٩٨٧٦٥٤٣٢", "jose"],
    ["+55 11 8765-4321", "apart"],
    ["11 8765-4321", "apart"],
    ["(011) 98765-4321", "apart"],
    ["+54 11 2345-6789", "buenos"],
    ["011 15-2345-6789", "buenos"],
    ["+229 01 97 12 34 56", "benin"],
  ])("by %j", async ([query, key]) => {
    expect(await find(query ?? "")).toEqual([key]);
  });

  test.for([
    ...["\u200B", "\u0301", "\u0640", "\u00AD", "\uFE0F", "\u202E", "\u200B \u2060", "@\u200B", "\u0000"],
    ...["\u3164", "\u2800", "\uFFFE", "\u{E0041}"],
  ])("nobody by %j, of which nothing is seen", async (query) => {
    expect(await find(query)).toEqual([]);
  });

  test.for(["jose \u200B", "\u202E jose"])("by %j, beside what is not seen", async (query) => {
    expect(await find(query)).toEqual(["jose"]);
  });

  test.for(["%%", "100_", "_o_", "jose strauss", "0152 98765432", "+1 555 999 9999", "nora@example", "\\\\"])(
    "nobody by %j",
    async (query) => {
      expect(await find(query)).toEqual([]);
    },
  );

  test.for(["", "  "])("everybody by %j", async (query) => {
    expect(await find(query)).toHaveLength(PEOPLE.length);
  });
});

test("the words of an account are found as they are now", async () => {
  await db().user.update({ where: { email: "rosa.lima@example.com" }, data: { name: "Rosa Krüger" } });
  expect(await find("kruger")).toEqual(["linked"]);
  await db().user.delete({ where: { email: "rosa.lima@example.com" } });
  expect(await find("kruger")).toEqual([]);
});

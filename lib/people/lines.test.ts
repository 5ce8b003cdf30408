import { beforeEach, describe, expect } from "vitest";
import { db } from "../db.ts";
import { confirmLink } from "../linking/confirmations.ts";
import { findLink } from "../linking/links.ts";
import { findStanding } from "../outbox/standing.ts";
import { createAccount } from "../testing/accounts.ts";
import { personAt } from "../testing/consent.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";
import { findPerson } from "./identities.ts";
import { isSameLine, rememberLine } from "./lines.ts";

beforeEach(async () => {
  await db().$executeRaw`truncate webhook_events, lanes, line_aliases, whatsapp_users cascade`;
});

const everybody = () => db().whatsappUser.findMany({ orderBy: { createdAt: "asc" } });
const at = (phone: string) => findPerson(db(), { phone, bsuid: null });

/** Two spellings of one line. */
const TWINS = [
  ["a Brazilian mobile without its ninth digit", "+551187654321", "+5511987654321"],
  ["one of an area whose numbers WhatsApp has without it", "+553187654321", "+5531987654321"],
  ["an older Brazilian mobile that began with 6", "+556765432109", "+5567965432109"],
  ["a Mexican number with WhatsApp's 1", "+5215512345678", "+525512345678"],
  ["an Argentinian one with the 9", "+5491123456789", "+541123456789"],
  ["an Argentinian one with the 15 of Buenos Aires", "+54111523456789", "+5491123456789"],
  ["an Argentinian one with the 15 of Córdoba", "+54351151234567", "+5493511234567"],
  ["an Argentinian one with the 15 of a small town", "+54290115123456", "+5492901123456"],
  ["an Argentinian one with both", "+549111523456789", "+541123456789"],
  ["a number of Benin from before 2024", "+22997123456", "+2290197123456"],
] as const;

describe.for(TWINS)("%s", ([, one, other]) => {
  test("is the same line, both ways", async () => {
    expect(await isSameLine(db(), one, other)).toBe(true);
    expect(await isSameLine(db(), other, one)).toBe(true);
  });

  test("is the same person, who is known by the number that came last", async () => {
    await newStudent({ from: one.slice(1) }).say("stop");
    const [before] = await everybody();
    await newStudent({ from: other.slice(1) }).say("hello there");
    expect(await everybody()).toMatchObject([{ id: before?.id, whatsappPhone: other }]);
    expect((await at(one))?.optedOutAt).not.toBeNull();
  });
});

test.for([
  ["a Brazilian landline and a mobile that ends alike", "+551123456789", "+5511923456789"],
  ["two Mexican numbers", "+525512345678", "+525512345679"],
  ["numbers of the United States that begin alike", "+15215512345", "+15255123456"],
  ["a German and an Argentinian number", "+4991123456789", "+5491123456789"],
] as const)("%s are two lines", async ([, one, other]) => {
  expect(await isSameLine(db(), one, other)).toBe(false);
});

test("both spellings in one delivery of the worker are one person", async () => {
  const [one, other] = ["551187654321", "5511987654321"];
  await newStudent({ from: "4915112345678" }).say({ from: one }, { from: other }, { from: one });
  expect(await everybody()).toHaveLength(1);
});

test("the BSUID comes first: under another spelling with another BSUID the number is recycled", async () => {
  const account = await createAccount();
  const old = newStudent({ from: "551187654321", from_user_id: "BR.1" });
  await confirmLink(await old.askForToken(), account);
  const replies = await newStudent({ from: "5511987654321", from_user_id: "BR.2" }).say("status");
  expect(replies[0]).toContain("Not Linked");
  expect(await findLink(account)).toBeNull();
  expect(await everybody()).toMatchObject([
    { bsuid: "BR.1", whatsappPhone: null, line: null },
    { bsuid: "BR.2", whatsappPhone: "+5511987654321" },
  ]);
});

test("the same BSUID under another spelling keeps its link", async () => {
  const account = await createAccount();
  await confirmLink(await newStudent({ from: "551187654321", from_user_id: "BR.1" }).askForToken(), account);
  await newStudent({ from: "5511987654321", from_user_id: "BR.1" }).say("hi");
  expect(await findLink(account)).toMatchObject({ phone: "+5511987654321" });
});

test("two rows of one line from before become one when somebody writes from it, refusals and link included", async () => {
  const account = await createAccount();
  await newStudent({ from: "5511987654321" }).say("hi");
  await db().whatsappUser.create({
    data: {
      whatsappPhone: "+551187654321",
      optedOutAt: new Date(),
      userId: account.id,
      isLinked: true,
      linkedAt: new Date(),
    },
  });
  await newStudent({ from: "5511987654321" }).say("what is new?");
  expect(await everybody()).toMatchObject([
    { whatsappPhone: "+5511987654321", optedOutAt: expect.any(Date), userId: account.id },
  ]);
});

describe("the number that WhatsApp said it reaches", () => {
  const hasRefused = async (phone: string) =>
    (await findStanding(db(), { person: null, address: { phone, bsuid: null } })).hasRefused;

  test("is another line, whose refusal holds for one that nobody wrote from, either way", async () => {
    await newStudent({ from: "390612345678" }).say("stop");
    await rememberLine("+39612345678", "390612345678");
    expect(await hasRefused("+39612345678")).toBe(true);
    await rememberLine("+12015550100", "12015550199");
    await newStudent({ from: "12015550100" }).say("stop");
    expect(await hasRefused("+12015550199")).toBe(true);
    expect(await isSameLine(db(), "+12015550100", "+12015550199")).toBe(false);
    expect(await at("+12015550199")).toBeNull();
  });

  test("is that of the last response, and leads no further", async () => {
    await rememberLine("+12015550100", "12015550101");
    await rememberLine("+12015550101", "12015550102");
    await rememberLine("+12015550101", "12015550103");
    await newStudent({ from: "12015550103" }).say("stop");
    expect(await hasRefused("+12015550101")).toBe(true);
    expect(await hasRefused("+12015550102")).toBe(false);
    expect(await hasRefused("+12015550100")).toBe(false);
  });

  test("is not learnt from another spelling of the number itself", async () => {
    await rememberLine("+551187654321", "5511987654321");
    expect(await db().lineAlias.count()).toBe(0);
  });

  test.for(["", "BR.1", "12", undefined, "12015550100"])("is not learnt from %j", async (waId) => {
    await rememberLine("+12015550100", waId);
    expect(await db().lineAlias.count()).toBe(0);
  });

  test("takes nobody's number away who has a BSUID of their own", async () => {
    await newStudent({ from: "12015550100", from_user_id: "US.1" }).say("hi");
    await rememberLine("+12015550199", "12015550100");
    await newStudent({ from: "12015550199", from_user_id: "US.2" }).say("hi");
    expect(await personAt("+12015550100")).toMatchObject({ bsuid: "US.1", suspendedAt: null });
    expect(await personAt("+12015550199")).toMatchObject({ bsuid: "US.2" });
  });

  describe.for([
    ["without BSUIDs", {}, {}],
    ["whose owner has a BSUID", { from_user_id: "US.1" }, {}],
    ["where the other has a BSUID", {}, { from_user_id: "US.2" }],
    ["where both have one", { from_user_id: "US.1" }, { from_user_id: "US.2" }],
  ] as const)("%s", ([, owners, others]) => {
    test.for([
      ["A led to B", "+12015550199", "12015550100"],
      ["B led to A", "+12015550100", "12015550199"],
    ] as const)("makes one person of nobody: %s", async ([, dialled, told]) => {
      const account = await createAccount();
      const owner = newStudent({ from: "12015550100", ...owners });
      await confirmLink(await owner.askForToken(), account);
      await rememberLine(dialled, told);
      const other = newStudent({ from: "12015550199", ...others });
      expect((await other.say("status"))[0]).toContain("Not Linked");
      expect((await owner.say("status"))[0]).toContain("Linked");
      expect(await findLink(account)).toMatchObject({ phone: "+12015550100" });
      expect((await everybody()).map(({ whatsappPhone }) => whatsappPhone)).toEqual([
        "+12015550100",
        "+12015550199",
      ]);
    });
  });
});

import { describe, expect } from "vitest";
import { db } from "../db.ts";
import { confirmLink } from "../linking/confirmations.ts";
import { findLink } from "../linking/links.ts";
import { requireLinkOffer } from "../linking/refusals.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";

let numbers = 0;
const newPhone = () => `4479${String(10_000_000 + ++numbers)}`;
const newBsuid = () => `GB.${1_000_000 + ++numbers}`;
const people = (phone: string) => db().whatsappUser.findMany({ where: { whatsappPhone: `+${phone}` } });

describe("one person is one row, however Meta names them", () => {
  test("a number that is later joined by a BSUID", async () => {
    const [from, from_user_id] = [newPhone(), newBsuid()];
    await newStudent({ from }).say("hi");
    await newStudent({ from, from_user_id }).say("hi");
    expect(await people(from)).toMatchObject([{ bsuid: from_user_id }]);
  });

  test("a BSUID alone that is later joined by a number", async () => {
    const [from, from_user_id] = [newPhone(), newBsuid()];
    await newStudent({ from: undefined, from_user_id }).say("hi");
    await newStudent({ from, from_user_id }).say("hi");
    expect(await people(from)).toMatchObject([{ bsuid: from_user_id }]);
  });

  test("a BSUID in the place of the number", async () => {
    const bsuid = newBsuid();
    await newStudent({ from: bsuid }).say("hi");
    expect(await db().whatsappUser.findMany({ where: { bsuid } })).toMatchObject([{ whatsappPhone: null }]);
  });

  test("a number with + and one without", async () => {
    const from = newPhone();
    await newStudent({ from }).say("hi");
    await newStudent({ from: `+${from}` }).say("hi");
    expect(await people(from)).toHaveLength(1);
  });

  test("a BSUID that moves to another number keeps its link", async () => {
    const [from, from_user_id, next] = [newPhone(), newBsuid(), newPhone()];
    const student = newStudent({ from, from_user_id });
    await confirmLink(await student.askForToken(), await createAccount());
    const moved = newStudent({ from: next, from_user_id });
    expect(await moved.say("status")).toEqual([expect.stringContaining("Linked\n")]);
    expect(await people(from)).toEqual([]);
  });
});

test("a person without a number can ask, link and unlink", async () => {
  const student = newStudent({ from: undefined, from_user_id: newBsuid() });
  const account = await createAccount();
  const confirmation = await confirmLink(await student.askForToken(), account);
  const code = confirmation.state === "pending" ? confirmation.code : "none";
  const replies = await student.say(code, "status", "unlink");
  expect(replies[1]).toContain("✅ Account Status: Linked");
  expect(await findLink(account)).toBeNull();
});

describe("a number that has a new owner", () => {
  test("suspends the old owner's link and tells the new one nothing but how to link", async () => {
    const from = newPhone();
    const old = newStudent({ from, from_user_id: newBsuid() });
    const account = await createAccount();
    await confirmLink(await old.askForToken(), account);
    const next = newStudent({ from, from_user_id: newBsuid(), name: "Newcomer" });
    const replies = await next.say("hi", "status");
    for (const reply of replies) expect(reply).not.toMatch(/John|example\.com/);
    expect(replies[1]).toContain("Send 'link'");
    expect(await findLink(account)).toBeNull();
    expect(await db().auditEvent.count({ where: { action: "suspended" } })).toBeGreaterThan(0);
  });

  test("cannot be linked by the token that the old owner asked for", async () => {
    const from = newPhone();
    const token = await newStudent({ from, from_user_id: newBsuid() }).askForToken();
    await newStudent({ from, from_user_id: newBsuid() }).say("hi");
    await expect(requireLinkOffer(token)).rejects.toMatchObject({ status: 410 });
    await expect(confirmLink(token, await createAccount())).rejects.toMatchObject({ status: 410 });
  });

  test("gets a link of its own when it asks for one", async () => {
    const from = newPhone();
    await newStudent({ from, from_user_id: newBsuid() }).say("hi");
    const next = newStudent({ from, from_user_id: newBsuid() });
    const account = await createAccount();
    await confirmLink(await next.askForToken(), account);
    expect(await findLink(account)).toMatchObject({ phone: `+${from}` });
  });
});

test("the name that a person goes by now is kept, and no name does not erase it", async () => {
  const from = newPhone();
  await newStudent({ from, name: "Rosa" }).say("hi");
  await newStudent({ from, name: "Rosa Lima 🎓" }).say("hi");
  await newStudent({ from, name: "" }).say("hi");
  expect(await people(from)).toMatchObject([{ whatsappName: "Rosa Lima 🎓" }]);
});

test("an older message that comes late does not shorten the 24-hour window", async () => {
  const from = newPhone();
  const student = newStudent({ from });
  await student.say("hi");
  const [before] = await people(from);
  await student.say({ text: { body: "hi" }, timestamp: String(Math.floor(Date.now() / 1000) - 3600) });
  expect(await people(from)).toMatchObject([{ lastInboundAt: before?.lastInboundAt }]);
});

test.for([
  ["a system notice", { type: "system", system: { type: "user_changed_number", wa_id: "1" } }],
  ["a message in a group", { group_id: "G.1", text: { body: "hi" } }],
] as const)("%s does not open the 24-hour window", async ([, message]) => {
  const from = newPhone();
  await newStudent({ from }).say(message);
  const [person] = await people(from);
  expect(person?.lastInboundAt ?? null).toBeNull();
});

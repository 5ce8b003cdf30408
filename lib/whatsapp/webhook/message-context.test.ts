import { expect, test } from "vitest";
import { readMessageContext } from "./message-context.ts";

const person = (id: string, more: object = {}) => ({ wa_id: id, profile: { name: `Person ${id}` }, ...more });
const long = "x".repeat(10_000);

test("a few contacts are kept with each message as they are", () => {
  const contacts = [person("1"), person("2", { brand_new: 1 })];
  const { contactsFor } = readMessageContext({ contacts });
  expect(contactsFor({ from: "3" })).toEqual(contacts);
  expect(readMessageContext({ contacts: person("1") }).contactsFor({})).toEqual([person("1")]);
  expect(readMessageContext({}).contactsFor({})).toBeUndefined();
});

test("of many contacts a message keeps those of its sender, by number or BSUID", () => {
  const contacts = Array.from({ length: 1000 }, (_, at) => person(String(at), { user_id: `US.${at}` }));
  const { contactsFor } = readMessageContext({ contacts });
  expect(contactsFor({ from: "500" })).toEqual([contacts[500]]);
  expect(contactsFor({ from: "", from_user_id: "US.7" })).toEqual([contacts[7]]);
  expect(contactsFor({ from: "5", from_user_id: "US.7" })).toEqual([contacts[5], contacts[7]]);
  expect(contactsFor("no message")).toEqual([]);
});

test("of one person's many contacts two are enough, and what is long of one is left out", () => {
  const same = Array.from({ length: 1000 }, (_, at) => person("1", { at }));
  expect(readMessageContext({ contacts: same }).contactsFor({ from: "1" })).toHaveLength(2);
  const { contactsFor, metadata } = readMessageContext({
    contacts: [person("1", { long })],
    metadata: { display_phone_number: "15550001", phone_number_id: "100", long },
  });
  expect(contactsFor({ from: "1" })).toEqual([person("1")]);
  expect(contactsFor({ from: "another spelling" })).toEqual([person("1")]);
  expect(metadata).toEqual({ display_phone_number: "15550001", phone_number_id: "100" });
});

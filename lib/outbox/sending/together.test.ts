import { beforeEach, expect } from "vitest";
import { db, transaction } from "../../db.ts";
import { claimLanes, freeExpiredLanes, markLaneDue } from "../../lanes.ts";
import { test } from "../../testing/fixtures.ts";
import { recordAccepted } from "./accepted.ts";
import { takeNextToSend } from "./outbox.ts";
import { leaveLane, type SendingLane } from "./outbox-lanes.ts";

const PEOPLE = 7;

beforeEach(async () => {
  await db().$executeRaw`truncate lanes, outbound_messages cascade`;
});

async function queue(lane: string, texts: string[]): Promise<void> {
  const row = { lane, purpose: "staff", kind: "text", toPhone: "+15550001111" };
  await transaction(async (tx) => {
    await tx.outboundMessage.createMany({ data: texts.map((text) => ({ ...row, text })) });
    await markLaneDue(tx, "outbox", lane);
  });
}

const people = Array.from({ length: PEOPLE }, (_, number) => `person ${number}`);

async function take(lanes: SendingLane[]) {
  const taken = await Promise.all(lanes.map((lane) => takeNextToSend(lane)));
  return taken.flatMap(({ message }) => message ?? []);
}

const expireLeases = async () => {
  await db().$executeRaw`update lanes set lease_until = now() - interval '1 second'`;
  await freeExpiredLanes();
};

test("of many lanes that are taken from together each gives its oldest message, and the next one later", async () => {
  for (const lane of people) await queue(lane, ["first", "second"]);
  const lanes = await claimLanes("outbox", "one", PEOPLE);
  const first = await take(lanes);
  expect(first.map(({ text }) => text)).toEqual(people.map(() => "first"));
  await Promise.all(first.map(({ id }) => recordAccepted({ id, wamid: `wamid.${id}` })));
  expect(await Promise.all(lanes.map((lane) => leaveLane(lane, true)))).toEqual(people.map(() => true));
  expect((await take(lanes)).map(({ text }) => text)).toEqual(people.map(() => "second"));
});

test("from a lane that another worker has by now nothing is taken, nor is it given back for them", async () => {
  await queue("lost", ["hello"]);
  await queue("kept", ["hello"]);
  const mine = await claimLanes("outbox", "slow", 2);
  await expireLeases();
  const [theirs] = await claimLanes("outbox", "quick", 1);
  const [again] = await claimLanes("outbox", "slow", 1);
  if (!theirs || !again) throw new Error("The lanes were not free.");
  expect(await take(mine)).toHaveLength(1);
  expect(await Promise.all(mine.map((lane) => leaveLane(lane, false)))).toEqual([false, false]);
  expect(await db().lane.findMany({ where: { holder: { not: null } } })).toMatchObject([
    { key: theirs.key, holder: "quick" },
  ]);
  expect(await take([theirs])).toHaveLength(1);
});

test("who held a lane before gets nothing from it, also when who holds it now asks at the same moment", async () => {
  for (const lane of people) await queue(lane, ["hello"]);
  const one = await claimLanes("outbox", "one", PEOPLE);
  await expireLeases();
  const two = await claimLanes("outbox", "two", PEOPLE);
  const [byOne, byTwo] = await Promise.all([take(one), take(two)]);
  expect(byOne).toEqual([]);
  expect(new Set(byTwo.map(({ id }) => id)).size).toBe(PEOPLE);
  await Promise.all(byTwo.map(({ id }) => recordAccepted({ id, wamid: `wamid.${id}` })));
  for (const lane of people) await queue(lane, ["second"]);
  const stays = await Promise.all([...one, ...two].map((lane) => leaveLane(lane, true)));
  expect(stays).toEqual([...one.map(() => false), ...two.map(() => true)]);
});

test("what is queued while a lane is left is found: the lane stays, or is due again", async () => {
  for (const lane of people) await queue(lane, ["first"]);
  const lanes = await claimLanes("outbox", "one", PEOPLE);
  const first = await take(lanes);
  await Promise.all(first.map(({ id }) => recordAccepted({ id, wamid: `wamid.${id}` })));
  const [, ...stays] = await Promise.all([
    Promise.all(people.map((lane) => queue(lane, ["second"]))),
    ...lanes.map((lane) => leaveLane(lane, true)),
  ]);
  const due = await claimLanes("outbox", "two", PEOPLE);
  expect(stays.filter(Boolean).length + due.length).toBeGreaterThanOrEqual(PEOPLE);
  const kept = lanes.filter((_, at) => stays[at]);
  expect(
    await take([...kept, ...due.filter(({ key }) => !kept.some((lane) => lane.key === key))]),
  ).toHaveLength(PEOPLE);
});

test("one acceptance that cannot be recorded leaves those of the others alone", async () => {
  for (const lane of people) await queue(lane, ["hello"]);
  const taken = await take(await claimLanes("outbox", "one", PEOPLE));
  const outcomes = await Promise.allSettled(
    taken.map(({ id }, at) => recordAccepted({ id, wamid: at < 2 ? "wamid.same" : `wamid.${id}` })),
  );
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(1);
  expect(await db().outboundMessage.count({ where: { status: "accepted" } })).toBe(PEOPLE - 1);
});

import { beforeEach, expect } from "vitest";
import { db, transaction } from "../../db.ts";
import { freeExpiredLanes, markLaneDue } from "../../lanes.ts";
import { test } from "../../testing/fixtures.ts";
import { leaveLane } from "./leaving.ts";
import { type ClaimedContents, claimToSend, takeNextToSend } from "./outbox.ts";

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

const claim = async (holder: string) =>
  (await claimToSend("outbox", holder, PEOPLE)).toSorted((one, other) =>
    one.lane.key < other.lane.key ? -1 : 1,
  );

const textsOf = (claimed: ClaimedContents[]) => claimed.map(({ message }) => message?.text ?? null);

/** Records that Meta took what was claimed, and gives the lanes back. */
const accept = (claimed: ClaimedContents[]) =>
  Promise.all(
    claimed.map(({ lane, message }) =>
      leaveLane(lane, message && { id: message.id, wamid: `wamid.${message.id}` }),
    ),
  );

const expireLeases = async () => {
  await db().$executeRaw`update lanes set lease_until = now() - interval '1 second'`;
  await freeExpiredLanes();
};

test("of many lanes that are claimed together each gives its oldest message, and the next one later", async () => {
  for (const lane of people) await queue(lane, ["first", "second"]);
  const first = await claim("one");
  expect(textsOf(first)).toEqual(people.map(() => "first"));
  expect(await accept(first)).toEqual(people.map(() => true));
  const second = await claim("one");
  expect(textsOf(second)).toEqual(people.map(() => "second"));
  expect(await accept(second)).toEqual(people.map(() => false));
  expect(await claim("one")).toEqual([]);
});

test("of a message that one worker has claimed another gets nothing, also when both ask at the same moment", async () => {
  for (const lane of people) await queue(lane, ["hello"]);
  const claimed = (await Promise.all([claim("one"), claim("two"), claim("three")])).flat();
  expect(textsOf(claimed)).toEqual(people.map(() => "hello"));
  expect(new Set(claimed.map(({ lane }) => lane.key)).size).toBe(PEOPLE);
});

test("a lane that another worker has by now is not given back for them, nor does the one who lost it get anything from it", async () => {
  await queue("person", ["first", "second"]);
  const [mine] = await claim("slow");
  await expireLeases();
  const [theirs] = await claim("quick");
  if (!mine?.message || !theirs) throw new Error("The lane was not free.");
  expect(theirs).toMatchObject({ message: null, isInterrupted: true });
  expect(await takeNextToSend(mine.lane)).toMatchObject({ message: null });
  expect(await leaveLane(mine.lane, { id: mine.message.id, wamid: "wamid.late" })).toBe(false);
  expect(await db().lane.findMany()).toMatchObject([{ key: "person", holder: "quick" }]);
  expect(await db().outboundMessage.findFirst({ where: { id: mine.message.id } })).toMatchObject({
    status: "accepted",
    wamid: "wamid.late",
  });
  expect((await takeNextToSend(theirs.lane)).message).toMatchObject({ text: "second" });
});

test("what is queued while lanes are given back is found: they are due again", async () => {
  for (const lane of people) await queue(lane, ["first"]);
  const first = await claim("one");
  await Promise.all([Promise.all(people.map((lane) => queue(lane, ["second"]))), accept(first)]);
  expect(textsOf(await claim("two"))).toEqual(people.map(() => "second"));
});

test("what is queued while lanes are claimed is found, and in its order", async () => {
  for (const lane of people) await queue(lane, ["first"]);
  let [claimed] = await Promise.all([claim("one"), ...people.map((lane) => queue(lane, ["second"]))]);
  const sent: ClaimedContents[] = [];
  for (; claimed.length > 0; claimed = await claim("one")) {
    await accept(claimed);
    sent.push(...claimed);
  }
  for (const key of people)
    expect(textsOf(sent.filter(({ lane }) => lane.key === key))).toEqual(["first", "second"]);
});

test("one acceptance that cannot be recorded leaves those of the others alone", async () => {
  for (const lane of people) await queue(lane, ["hello"]);
  const outcomes = await Promise.allSettled(
    (await claim("one")).map(({ lane, message }, at) =>
      leaveLane(lane, { id: message?.id ?? "", wamid: at < 2 ? "wamid.same" : `wamid.${at}` }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(1);
  expect(await db().outboundMessage.count({ where: { status: "accepted" } })).toBe(PEOPLE - 1);
});

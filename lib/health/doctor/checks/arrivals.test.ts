import { beforeEach, expect } from "vitest";
import { db } from "../../../db.ts";
import { test } from "../../../testing/fixtures.ts";
import { sendMessage } from "../../../whatsapp/client.ts";
import { gatherFacts } from "../facts.ts";
import { arrivalsCheck } from "./arrivals.ts";

const look = async () => arrivalsCheck.look(gatherFacts());

beforeEach(async () => {
  await db().$executeRaw`truncate webhook_events, outbound_messages cascade`;
});

/** A message that Meta took a quarter of an hour ago, and of which we have heard nothing. */
async function leaveSilent(wamid: string) {
  await db().$executeRaw`
    insert into outbound_messages (lane, purpose, kind, text, status, rank, wamid, accepted_at, due_at)
    values ('x', 'reply', 'text', 'hi', 'accepted', 2, ${wamid}, now() - interval '15 minutes', null)`;
  await db().$executeRaw`insert into webhook_events (kind, dedupe_key, payload) values ('change', 'c', '{}')`;
}

test("where no webhook has ever come, nothing can be told", async () => {
  expect(await look()).toMatchObject({ light: "unknown", says: "No webhook has ever arrived." });
});

test("where webhooks come and no message is without news, all is well", async () => {
  await db().$executeRaw`insert into webhook_events (kind, dedupe_key, payload) values ('change', 'c', '{}')`;
  expect(await look()).toMatchObject({
    light: "green",
    says: expect.stringMatching(/^Newest webhook [01] seconds? ago\.$/),
  });
});

test.for([
  ["FAILED", "red", "its webhooks about them fail"],
  ["DELIVERED", "red", "not by us"],
  ["PENDING", "yellow", "no news of them either"],
] as const)("silence of which Meta says %s is %s", async ([statusesTold, light, words], { double }) => {
  await double.calm();
  await double.suffer({ noStatuses: false });
  await double.setUp({ statusesTold });
  const phone = await double.addPhone();
  await phone.write("hi");
  const outcome = await sendMessage(
    { phone: phone.phone, bsuid: null },
    { kind: "text", text: "hello" },
    "x",
  );
  if (outcome.kind !== "accepted") throw new Error(outcome.kind);
  await double.settled();
  await db().$executeRaw`truncate webhook_events, outbound_messages cascade`;
  await leaveSilent(outcome.wamid);
  expect(await look()).toMatchObject({ light, says: expect.stringContaining(words) });
});

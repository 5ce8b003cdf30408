import { describe, expect } from "vitest";
import { db } from "../db.ts";
import { env } from "../env.ts";
import { createAccount } from "../testing/accounts.ts";
import { newAsker } from "../testing/asker.ts";
import { test } from "../testing/fixtures.ts";
import { workOnOutbox } from "../testing/worker.ts";
import type { HistoryEvent } from "../whatsapp/set-up/message-history.ts";
import { askMeta, explainHistory } from "./history.ts";
import { listSilent } from "./silent.ts";

const event = (fields: Partial<HistoryEvent> = {}): HistoryEvent => ({
  status: "SENT",
  webhook: null,
  address: null,
  at: null,
  ...fields,
});

describe("what Meta's record of a message means", () => {
  const ours = () => env().WHATSAPP_WEBHOOK_URL;
  test.for<[words: string, events: () => HistoryEvent[]]>([
    ["no news of it either", () => []],
    ["hasn’t told us yet", () => [event({ webhook: "PENDING" })]],
    [
      "couldn’t deliver it to https://old.test.",
      () => [event({ webhook: "FAILED", address: "https://old.test/wh?key=secret" })],
    ],
    [
      "couldn’t deliver it to our server",
      () => [event({ webhook: "DELIVERED" }), event({ webhook: "RETRYING" })],
    ],
    ["our server took it", () => [event({ webhook: "DELIVERED", address: ours() })]],
    [
      "our server took it",
      () => [event({ webhook: "DELIVERED", address: ours().replace("localhost", "127.0.0.1") })],
    ],
    [
      "told https://old.test and not us",
      () => [event({ webhook: "DELIVERED", address: "https://old.test/wh?key=secret" })],
    ],
  ])("%s", ([words, events]) => {
    expect(explainHistory(events())).toContain(words);
  });
});

test("a message of which nothing is heard for ten minutes is listed, and Meta tells what it knows of it", async ({
  double,
}) => {
  await double.calm();
  await double.suffer({ noStatuses: false });
  await double.setUp({ statusesTold: "FAILED" });
  const asker = await newAsker(double);
  await asker.ask("hi");
  await workOnOutbox();
  await double.settled();
  const { id } = await asker.onlyMessage();
  expect(await listSilent(10)).toEqual({ total: 0, messages: [] });
  await db().$executeRaw`update outbound_messages set created_at = now() - interval '11 minutes',
    accepted_at = now() - interval '11 minutes', status = 'accepted', rank = 2 where id = ${id}::uuid`;
  expect(await listSilent(10)).toMatchObject({ total: 1, messages: [{ id, to: asker.phone.phone }] });
  const told = await askMeta(id, (await createAccount({ role: "admin" })).id);
  expect(told.says).toContain("couldn’t deliver it to http://127.0.0.1");
  const address = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(told.events[0]).toMatchObject({ status: "SENT", webhook: "FAILED", address, at: expect.any(Date) });
});

test("Meta isn't asked about what it never had, nor too often, and where it doesn't tell, one learns why", async ({
  double,
}) => {
  await double.calm();
  const account = await createAccount({ role: "admin" });
  const row = { lane: "x", purpose: "staff", kind: "text", text: "hi", dueAt: null };
  const queued = await db().outboundMessage.create({ data: row });
  await expect(askMeta(queued.id, account.id)).rejects.toMatchObject({ code: "not_accepted" });
  await expect(askMeta("nonsense", account.id)).rejects.toMatchObject({ code: "message_not_found" });
  const unknown = await db().outboundMessage.create({ data: { ...row, wamid: "wamid.never" } });
  await expect(askMeta(unknown.id, account.id)).rejects.toMatchObject({
    code: "whatsapp_unreachable",
    message: expect.stringContaining("code 100"),
  });
  for (let tries = 2; tries <= 20; tries++) await askMeta(unknown.id, account.id).catch(() => null);
  await expect(askMeta(unknown.id, account.id)).rejects.toMatchObject({ status: 429 });
});

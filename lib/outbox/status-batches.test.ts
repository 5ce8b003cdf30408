import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeEach, expect } from "vitest";
import { applyEvents } from "../../worker/tasks/apply-events.ts";
import { db, transaction } from "../db.ts";
import { deliver, deliveryOf } from "../testing/deliveries.ts";
import { test } from "../testing/fixtures.ts";
import type { StatusReport } from "../whatsapp/webhook/status.ts";
import { applyStatuses } from "./statuses.ts";

beforeEach(async () => {
  await db().$executeRaw`truncate webhook_events, outbound_messages`;
});

const START = Date.UTC(2026, 10, 1);

const newRow = (wamid: string | null) => ({
  id: randomUUID(),
  kind: "text",
  text: "hi",
  lane: "lane",
  purpose: "staff",
  status: wamid ? "accepted" : "unknown",
  rank: wamid ? 2 : 1,
  dueAt: new Date(START),
  wamid,
});

/** A report about one of six messages, some of which do not have Meta's id yet; it may name ours, Meta's, both, or two that are not one. */
const anyReport = fc.record({
  status: fc.constantFrom<StatusReport["status"]>("sent", "delivered", "read", "failed"),
  at: fc.nat({ max: 9 }),
  ours: fc.option(fc.nat({ max: 6 })),
  metas: fc.nat({ max: 8 }),
  code: fc.constantFrom(131026, 131049),
});
type AnyReport = typeof anyReport extends fc.Arbitrary<infer T> ? T : never;

/** Six messages, of which the first three have ids of Meta's, and what the reports mean for them. */
async function stage(reports: AnyReport[]) {
  const world = randomUUID();
  const wamidOf = (number: number) => `wamid.${world}.${number}`;
  const rows = [0, 1, 2, 3, 4, 5].map((number) => newRow(number < 3 ? wamidOf(number) : null));
  await db().outboundMessage.createMany({ data: rows });
  const look = async () => {
    const found = await db().outboundMessage.findMany({ where: { id: { in: rows.map(({ id }) => id) } } });
    return rows.map(({ id }) => {
      const {
        wamid,
        updatedAt,
        sequence,
        createdAt,
        id: _,
        ...rest
      } = found.find((row) => row.id === id) ?? {};
      return { ...rest, wamid: wamid?.split(".").at(-1) ?? null };
    });
  };
  const meant = reports.map(
    ({ status, at, ours, metas, code }): StatusReport => ({
      wamid: wamidOf(metas),
      status,
      at: new Date(START + at * 1000),
      outboundId: ours === null ? null : (rows[ours]?.id ?? randomUUID()),
      attempt: null,
      error: status === "failed" ? { code, title: `title ${code}`, details: null } : null,
    }),
  );
  return { meant, look };
}

const apply = (reports: StatusReport[]) => transaction((client) => applyStatuses(client, reports));

test("statuses applied together make the very same records as one after the other, and meet the same fate", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyReport, { minLength: 1, maxLength: 25 }), async (reports) => {
      const [together, single] = [await stage(reports), await stage(reports)];
      const outcomes = await apply(together.meant);
      const singly = [];
      for (const report of single.meant) singly.push(...(await apply([report])));
      expect(outcomes).toEqual(singly);
      expect(await together.look()).toEqual(await single.look());
    }),
    { numRuns: 60 },
  );
});

const STEPS = ["sent", "delivered", "read"];
const SECONDS = Math.floor(Date.now() / 1000) - 3600;

/** Sends messages and has all of their statuses delivered, in no order. */
async function deliverStatuses(messages: number): Promise<string[]> {
  const rows = Array.from({ length: messages }, (_, at) => newRow(`wamid.${at}.${randomUUID()}`));
  await db().outboundMessage.createMany({ data: rows });
  const statuses = rows.flatMap(({ wamid }, at) =>
    STEPS.map((status, step) => ({
      id: wamid,
      status,
      timestamp: String(SECONDS + step),
      order: (at * 7919 + step * 104_729) % 1009,
    })),
  );
  await deliver(deliveryOf({ statuses: statuses.sort((one, other) => one.order - other.order) }));
  return rows.map(({ id }) => id);
}

test("several workers apply two thousand statuses of the same messages at once, and none is in another's way", async () => {
  await deliverStatuses(700);
  const work = async () => {
    while ((await applyEvents()) > 0);
  };
  await Promise.all([work(), work(), work(), work()]);
  expect(await db().outboundMessage.count({ where: { status: "read", deliveredAt: { not: null } } })).toBe(
    700,
  );
  expect(await db().webhookEvent.count({ where: { state: "done", attempts: 0 } })).toBe(2100);
});

test("a status that the database will not take becomes a dead letter with its reason; all others of its batch are applied", async () => {
  const [poisoned = ""] = await deliverStatuses(50);
  await db().$executeRawUnsafe(`
    create function refuse() returns trigger language plpgsql as $$ begin
      if new.id = '${poisoned}' then raise exception 'refused' using errcode = '22023'; end if;
      return new;
    end $$`);
  await db().$executeRaw`
    create trigger refuse before update on outbound_messages for each row execute function refuse()`;
  expect(await applyEvents()).toBe(150);
  expect(await db().outboundMessage.count({ where: { status: "read" } })).toBe(49);
  const aside = await db().webhookEvent.findMany({ where: { state: "pending" } });
  expect(aside).toHaveLength(3);
  for (const event of aside) expect(event).toMatchObject({ attempts: 1, failure: "22023" });
});

import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect, vi } from "vitest";
import { db, transaction } from "#lib/db";
import { hintWork } from "#lib/lanes";
import { queueBulk } from "#lib/outbox/bulk";
import { queueReply } from "#lib/outbox/outbound";
import { BULK_SHARE } from "#lib/outbox/sending/tokens";
import { findPersonById, type Person } from "#lib/people/identities";
import { test } from "#lib/testing/fixtures";
import type { GraphStub } from "#lib/testing/graph-stub";

const PER_SECOND = 80;

/** A short size; the whole is measured by `npm run bench -- --only bulk`. */
const MESSAGES = 600;
const REPLIES = 25;
const REPLY_EVERY_MS = 160;

/** What a busy machine makes of a rate. */
const BUSY = 0.5;

const PATIENCE = { timeout: 60_000, interval: 50 };

test.beforeEach(async ({ graph }) => {
  await db().$executeRaw`truncate outbound_messages, lanes, sending_numbers, whatsapp_users cascade`;
  graph.arrivals = [];
});

/** The rate of the number, as workers are told it. */
const RATE = { WHATSAPP_MESSAGES_PER_SECOND: String(PER_SECOND) };

/** So many people, each of whom wrote a moment ago, and waits for one bulk message. */
async function queueForPeople(count: number): Promise<Person[]> {
  await db().$executeRaw`
    insert into whatsapp_users (whatsapp_phone, last_inbound_at)
    select '+' || (15550000000 + n), now() from generate_series(1, ${count}::int) as n`;
  const rows = await db().whatsappUser.findMany({ orderBy: { whatsappPhone: "asc" } });
  const people = await Promise.all(rows.map(({ id }) => findPersonById(db(), id)));
  const known = people.filter((person) => person !== null);
  const messages = known.map((person) => ({
    id: randomUUID(),
    recipient: { person },
    content: { kind: "text", text: "bulk" } as const,
  }));
  const expiresAt = new Date(Date.now() + 3_600_000);
  await transaction((tx) => queueBulk(tx, messages, { purpose: "broadcast", sentByUserId: null, expiresAt }));
  await hintWork("bulk");
  return known;
}

const bulkTimes = (graph: GraphStub) =>
  graph.arrivals.filter(({ text }) => text === "bulk").map(({ at }) => at);

/** How many came in the fullest second, but for what the way from the worker to Meta makes of it on a busy machine. */
function fullestSecond(times: number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 800).length));
}

/** Replies to people, one after the other; how long each took from being queued to Meta, in milliseconds. */
async function reply(graph: GraphStub, people: Person[]): Promise<number[]> {
  const queuedAt = new Map<string, number>();
  for (const person of people) {
    const text = `reply to ${person.phone}`;
    queuedAt.set(text, performance.now());
    await transaction((tx) => queueReply(tx, person, { purpose: "status", text }, randomUUID(), new Date()));
    await pause(REPLY_EVERY_MS);
  }
  const replies = () => graph.arrivals.filter(({ text }) => queuedAt.has(text));
  await vi.waitFor(() => expect(replies()).toHaveLength(people.length), PATIENCE);
  return replies().map(({ text, at }) => at - (queuedAt.get(text) ?? 0));
}

test("replies among many bulk messages go out within a second, and those go out at four fifths of the rate meanwhile, else at all of it", {
  timeout: 90_000,
}, async ({ graph, startWorker }) => {
  const people = await queueForPeople(MESSAGES);
  await startWorker(RATE);
  await vi.waitFor(() => expect(bulkTimes(graph).length).toBeGreaterThan(PER_SECOND), PATIENCE);
  const aloneSeconds = ((bulkTimes(graph).at(-1) ?? 0) - (bulkTimes(graph)[0] ?? 0)) / 1000;
  expect(bulkTimes(graph).length / aloneSeconds).toBeGreaterThan(PER_SECOND * BUSY);
  const [from, before] = [performance.now(), bulkTimes(graph).length];
  const waits = await reply(
    graph,
    people.filter((_, at) => at % Math.floor(MESSAGES / REPLIES) === 0),
  );
  const seconds = (performance.now() - from) / 1000;
  const meanwhile = bulkTimes(graph).length - before;
  // A busy machine may hold up one of them.
  expect(waits.toSorted((a, b) => a - b).at(-2)).toBeLessThan(1000);
  // What was reserved before the first reply came goes out as planned.
  expect(meanwhile).toBeLessThanOrEqual(PER_SECOND * (seconds * BULK_SHARE + 0.25));
  expect(meanwhile).toBeGreaterThan(PER_SECOND * seconds * BULK_SHARE * BUSY);
  await vi.waitFor(() => expect(bulkTimes(graph)).toHaveLength(MESSAGES), PATIENCE);
  expect(new Set(graph.arrivals.map(({ to, text }) => `${to} ${text}`)).size).toBe(graph.arrivals.length);
  expect(fullestSecond(graph.arrivals.map(({ at }) => at))).toBeLessThanOrEqual(PER_SECOND);
});

test("workers that are killed in the middle of bulk messages lose none that nobody had begun to send, and double none", {
  timeout: 90_000,
}, async ({ graph, startWorker }) => {
  await queueForPeople(200);
  for (const arrived of [40, 100]) {
    const doomed = await startWorker(RATE);
    await vi.waitFor(() => expect(graph.arrivals.length).toBeGreaterThan(arrived), PATIENCE);
    doomed.child.kill("SIGKILL");
    await doomed.ended;
  }
  await Promise.all([startWorker(RATE), startWorker(RATE)]);
  const open = () => db().outboundMessage.count({ where: { dueAt: { not: null } } });
  await vi.waitFor(async () => expect(await open()).toBe(0), PATIENCE);
  const rows = await db().outboundMessage.findMany();
  const arrived = graph.arrivals.map(({ to }) => `+${to.replace(/^\+/, "")}`);
  expect(new Set(arrived).size).toBe(arrived.length);
  for (const { status, attempts } of rows) expect([status, attempts]).toEqual([expect.any(String), 1]);
  const unknown = rows.filter(({ status }) => status === "unknown");
  const accepted = rows.filter(({ status }) => status === "accepted");
  expect(accepted.length + unknown.length).toBe(200);
  for (const { toPhone } of accepted) expect(arrived).toContain(toPhone);
  expect(unknown.length).toBeLessThan(PER_SECOND / 2);
});

import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect } from "vitest";
import { db, transaction } from "../db.ts";
import { markLaneDue } from "../lanes.ts";
import { test } from "../testing/fixtures.ts";
import { claimLane } from "../testing/lanes.ts";
import type { SendOutcome } from "../whatsapp/client.ts";
import { callbackDataFor } from "../whatsapp/webhook/status.ts";
import { takeNextToSend } from "./sending/outbox.ts";
import type { SendingLane } from "./sending/outbox-lanes.ts";
import { recordOutcome } from "./sending/outcomes.ts";
import type { OutgoingMessage } from "./sending/outgoing.ts";
import { settleInterrupted } from "./sending/untaken.ts";
import { applyStatuses } from "./statuses.ts";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 150);

const refused = (code: number, status = 400): SendOutcome => ({
  kind: "refused",
  error: { status, code, subcode: null, title: null, details: null, fbtraceId: null, isTransient: false },
});

/** What may come of one try: whether Meta takes the message, and what we learn of that; null when the worker dies before it learns. */
const TRIES: Record<string, { isTaken: boolean; told: (wamid: string) => SendOutcome | null }> = {
  "taken and told": { isTaken: true, told: (wamid) => ({ kind: "accepted", wamid }) },
  "taken, response lost": { isTaken: true, told: () => ({ kind: "ambiguous", reason: "ECONNRESET" }) },
  "taken, worker dies": { isTaken: true, told: () => null },
  "not taken, response lost": { isTaken: false, told: () => ({ kind: "ambiguous", reason: "HTTP 500" }) },
  "not taken, worker dies": { isTaken: false, told: () => null },
  "never connected": { isTaken: false, told: () => ({ kind: "not-sent", reason: "ECONNREFUSED" }) },
  "refused for good": { isTaken: false, told: () => refused(131026) },
  "a passing fault": { isTaken: false, told: () => refused(131000, 500) },
  "an outage": { isTaken: false, told: () => refused(131016, 500) },
  "too many to one": { isTaken: false, told: () => refused(131056) },
  "a broken set-up": { isTaken: false, told: () => refused(131005, 403) },
  "a dead token": { isTaken: false, told: () => refused(190, 401) },
};

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ try: fc.constantFrom(...Object.keys(TRIES)) }) },
  { weight: 1, arbitrary: fc.record({ status: fc.constantFrom("sent", "failed", "delivered", "read") }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Each kind of message, and how often it may be tried when nothing is known of what became of a try. */
const KINDS = [
  { queue: "outbox", purpose: "staff", mostTries: 1 },
  { queue: "outbox", purpose: "status", mostTries: 2 },
  { queue: "bulk", purpose: "broadcast", mostTries: 1 },
] as const;
type Kind = (typeof KINDS)[number];

/** Queues a message and leases its lane. */
async function queue({ queue, purpose }: Kind): Promise<{ id: string; lane: SendingLane }> {
  const key = randomUUID();
  const { id } = await db().outboundMessage.create({
    data: { queue, lane: key, purpose, kind: "text", text: "hi", toPhone: "+15550001111", status: "queued" },
  });
  await transaction((tx) => markLaneDue(tx, queue, key));
  const lane = await claimLane(queue, key);
  if (lane?.key !== key) throw new Error("Another lane was due.");
  return { id, lane };
}

const find = (id: string) => db().outboundMessage.findUniqueOrThrow({ where: { id } });

/** As if the worker after a pause looked into the lane again; what it has to send, repeats included. */
async function comeBack(lane: SendingLane): Promise<OutgoingMessage | null> {
  const { key } = lane;
  await db()
    .$executeRaw`update outbound_messages set due_at = now() - interval '1 second' where lane = ${key} and due_at is not null`;
  await db().$executeRaw`update lanes set paced_until = null, holder = ${lane.holder},
    lease_until = now() + interval '1 minute' where key = ${key}`;
  const { message, isInterrupted } = await takeNextToSend(lane, true);
  if (!isInterrupted) return message;
  await settleInterrupted(lane);
  return comeBack(lane);
}

test("whatever Meta, the network and the worker do, no try is taken twice, and what has ended stays so", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...KINDS),
      fc.array(step, { maxLength: 9 }),
      async (kind, steps: Step[]) => {
        const { id, lane } = await queue(kind);
        const taken: string[] = [];
        let tries = 0;
        for (const next of steps) {
          const before = await find(id);
          if ("try" in next) {
            const message = await comeBack(lane);
            if (!message) continue;
            const { isTaken, told } = TRIES[next.try] ?? { isTaken: false, told: () => null };
            tries += 1;
            const callback = callbackDataFor(id, message.attempts);
            if (isTaken) taken.push(callback);
            const outcome = told(`wamid.${callback}`);
            if (outcome) await recordOutcome(message, outcome, lane);
          } else if (taken.length > 0) {
            const wamid = `wamid.${taken.at(-1)}`;
            const error = next.status === "failed" ? { code: 131026, title: null, details: null } : null;
            const report = { wamid, outboundId: id, attempt: null, at: new Date(), error };
            await transaction((sql) => applyStatuses(sql, [{ ...report, status: next.status as "sent" }]));
          }
          const after = await find(id);
          if (before.rank >= 2) expect(after.rank).toBeGreaterThanOrEqual(before.rank);
          if (after.rank >= 2) expect(after.dueAt).toBeNull();
        }
        expect(new Set(taken).size).toBe(taken.length);
        expect(taken.length).toBeLessThanOrEqual(kind.mostTries);
        const { attempts, status } = await find(id);
        expect(attempts).toBeLessThanOrEqual(Math.min(tries, kind.mostTries));
        if (taken.length === 0) expect(["queued", "sending", "unknown", "failed"]).toContain(status);
        await db().$executeRaw`update lanes set due_at = null where key = ${lane.key}`;
      },
    ),
    { numRuns: RUNS },
  );
}, 120_000);

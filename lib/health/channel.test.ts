import { expect } from "vitest";
import { db } from "../db.ts";
import { env } from "../env.ts";
import { test } from "../testing/fixtures.ts";
import { readChannel } from "./channel.ts";

test.beforeEach(async () => {
  await db().$executeRaw`truncate outbound_messages, lanes, sending_numbers, worker_heartbeats cascade`;
  await db().$executeRaw`insert into worker_heartbeats (worker_id) values ('w')`;
});

async function queue(count: number): Promise<void> {
  await db().$executeRaw`insert into outbound_messages (lane, purpose, kind, text)
    select 'x' || n, 'staff', 'text', 'hi' from generate_series(1, ${count}::int) as n`;
}

async function stop(reason: string): Promise<void> {
  await db().$executeRaw`insert into sending_numbers (phone_number_id, shut_reason, shut_since)
    values (${env().WHATSAPP_PHONE_NUMBER_ID}, ${reason}, now())`;
}

test("staff are told nothing while messages go out", async () => {
  await queue(3);
  expect(await readChannel()).toEqual({ state: "ok", says: null, since: null, waiting: 3 });
});

test.for([
  [1, "1 message is waiting. WhatsApp no longer accepts our access token."],
  [17, "17 messages are waiting. WhatsApp no longer accepts our access token."],
  [1200, "1000 or more messages are waiting. WhatsApp no longer accepts our access token."],
] as const)("with %i messages that wait for our access token, it says so", async ([count, words]) => {
  await queue(count);
  await stop("token");
  const told = await readChannel();
  expect(told).toMatchObject({ state: "stopped", since: expect.any(Date) });
  expect(told.says).toContain(words);
});

test("while nothing waits for it, staff are told nothing of what stopped sending, as it may be over", async () => {
  await stop("token");
  expect(await readChannel()).toMatchObject({ state: "stopped", says: null });
});

test.for([
  "update worker_heartbeats set beat_at = now() - interval '1 minute'",
  "truncate worker_heartbeats",
])("without a worker (%s) nothing is sent or answered, and it says so whatever waits", async (statement) => {
  await db().$executeRawUnsafe(statement);
  await stop("token");
  expect(await readChannel()).toMatchObject({
    state: "no_worker",
    says: "Nothing is sent or answered because the worker isn’t running.",
  });
  await queue(2);
  expect((await readChannel()).says).toBe(
    "2 messages are waiting. Nothing is sent or answered because the worker isn’t running.",
  );
});

test("messages that could go and don't for more than a minute are told of; those that wait for a later try aren't", async () => {
  await db().$executeRaw`insert into lanes (queue, key, due_at) values
    ('outbox', 'a', now() - interval '2 minutes'), ('outbox', 'b', now() + interval '2 minutes'),
    ('outbox', 'c', now() - interval '5 seconds'), ('bulk', 'd', now() - interval '1 hour')`;
  expect(await readChannel()).toMatchObject({
    state: "late",
    says: "Messages to 1 person have been waiting for more than a minute.",
  });
});

import { once } from "node:events";
import pg from "pg";
import { afterAll, beforeEach, expect } from "vitest";
import { findFreePort } from "../../bin/ports.ts";
import { test } from "../../lib/testing/fixtures.ts";
import { type RunningProcess, startProcess } from "../../lib/testing/processes.ts";
import { BURST_LANE, fillInbox, fillOutbox, fillStatuses } from "../backlog.ts";
import { makeMessage, makeRequest, SECRET } from "../bodies.ts";
import { openConnection } from "../connection.ts";

const running: RunningProcess[] = [];
let databaseUrl: string;
let database: pg.Pool;
let graphPort: number;
let graph: RunningProcess;

async function start(path: string, port = 0): Promise<RunningProcess> {
  const program = await startProcess([path, String(port), SECRET, databaseUrl, String(graphPort)], {});
  running.push(program);
  return program;
}

async function ask<T>({ child }: RunningProcess): Promise<T> {
  child.send({});
  const [{ answer }] = await once(child, "message");
  return answer;
}

const all = async <T extends object>(query: string, values: unknown[] = []): Promise<T[]> =>
  (await database.query<T>(query, values)).rows;

test.beforeAll(async ({ databaseUrl: url }) => {
  databaseUrl = url;
  database = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  graphPort = await findFreePort();
  graph = await start("bench/graph.ts", graphPort);
});

beforeEach(async () => {
  await database.query("truncate webhook_events, lanes, outbound_messages, whatsapp_users cascade");
});

afterAll(async () => {
  await Promise.all(running.map((program) => program.stop()));
  await database.end();
});

test("the inbox's floor answers every message once, in the order of each sender", async () => {
  await fillInbox(database, { messages: 2000, senders: 50, burst: 300 });
  await ask(await start("bench/floors/inbox.ts"));
  const replies = await all<{ lane: string; source: string }>(
    `select bsuid as lane, source_wamid as source from outbound_messages join whatsapp_users u on u.id = whatsapp_user_id
     order by sequence`,
  );
  const messages = await all<{ lane: string; wamid: string }>(
    "select lane, wamid from webhook_events where state = 'done' order by id",
  );
  expect(replies).toHaveLength(2000);
  const ofLane = <T extends { lane: string }>(rows: T[], lane: string) =>
    rows.filter((row) => row.lane === lane);
  for (const lane of [BURST_LANE, "US.1000001", "US.1000049"])
    expect(ofLane(replies, lane).map(({ source }) => source)).toEqual(
      ofLane(messages, lane).map(({ wamid }) => wamid),
    );
  expect(ofLane(messages, BURST_LANE)).toHaveLength(300);
});

test("the statuses' floor leaves every message read, with all its times", async () => {
  await fillStatuses(database, 700);
  await ask(await start("bench/floors/statuses.ts"));
  const complete = await all(
    `select 1 from outbound_messages where status = 'read' and rank = 6
       and sent_at is not null and delivered_at is not null and read_at is not null`,
  );
  expect(complete).toHaveLength(700);
  expect(await all("select 1 from webhook_events where state = 'done'")).toHaveLength(2100);
});

test("the outbox's floor sends every message once", async () => {
  await fillOutbox(database, 100);
  await ask(await start("bench/floors/outbox.ts"));
  const arrivals = await ask<[string, number][]>(graph);
  expect(new Set(arrivals.map(([to]) => to)).size).toBe(100);
  expect(arrivals).toHaveLength(100);
  expect(await all("select 1 from outbound_messages where status = 'accepted'")).toHaveLength(100);
});

test("the replies' floor stores what it acknowledges, and answers it", async () => {
  const port = await findFreePort();
  await start("bench/floors/replies.ts", port);
  const connection = await openConnection(port);
  expect(await connection.send(makeRequest([makeMessage(1), makeMessage(2)]))).toBe(200);
  connection.close();
  await expect
    .poll(() => all("select 1 from outbound_messages where status = 'accepted'"), { timeout: 10_000 })
    .toHaveLength(2);
  const arrivals = await ask<[string, number][]>(graph);
  expect(arrivals.map(([to]) => to)).toEqual(["+15551000001", "+15551000002"]);
});

import { expect, vi } from "vitest";
import { db, pool } from "../db.ts";
import { test } from "../testing/fixtures.ts";
import { readChannel } from "./channel.ts";
import { readReport } from "./report.ts";

/** Much that has been done with, and a little that waits. */
async function seed(): Promise<void> {
  await db()
    .$executeRaw`insert into outbound_messages (lane, purpose, kind, text, status, rank, due_at, wamid, accepted_at, created_at)
    select 'x' || n, 'staff', 'text', 'hi', 'read', 6, null, 'w' || n, now(), now() - make_interval(mins => n)
    from generate_series(1, 40000) as n`;
  await db().$executeRaw`insert into outbound_messages (lane, purpose, kind, text)
    select 'x' || n, 'staff', 'text', 'hi' from generate_series(1, 20) as n`;
  await db()
    .$executeRaw`insert into lanes (queue, key) select 'outbox', 'x' || n from generate_series(1, 40000) as n`;
  await db().$executeRaw`insert into webhook_events (kind, dedupe_key, payload, state, received_at)
    select 'status', 'k' || n, '{}', 'done', now() - make_interval(mins => n) from generate_series(1, 40000) as n`;
  await db().$executeRaw`analyze`;
}

test("neither the banner nor the health page reads a table that grows from end to end", async ({
  double,
}) => {
  await double.calm();
  await seed();
  const asked = vi.spyOn(pool(), "query");
  const report = await readReport();
  await readChannel();
  const statements = asked.mock.calls.flatMap(([text, values]) =>
    typeof text === "string" ? [{ text, values: values as unknown[] }] : [],
  );
  asked.mockRestore();
  expect(report).toMatchObject({ waiting: { total: 20 }, news: { newestStatusAt: expect.any(Date) } });
  expect(report.waiting.messages).toHaveLength(20);
  expect(statements.length).toBeGreaterThan(7);
  for (const { text, values } of statements) {
    const { rows } = await pool().query(`explain (format json) ${text}`, values);
    const plan = JSON.stringify(rows);
    const scans = plan.matchAll(/"Node Type":"Seq Scan"[^}]*?"Relation Name":"(\w+)"/g);
    const read = [...scans].map(([, table]) => table);
    const large = read.filter((table) =>
      ["outbound_messages", "lanes", "webhook_events"].includes(table ?? ""),
    );
    expect(large, text).toEqual([]);
  }
});

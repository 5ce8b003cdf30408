import { expect } from "vitest";
import { db, pool } from "../db.ts";
import { test } from "../testing/fixtures.ts";

/** How often a statement was run by name on the one connection that is in use. */
async function timesRun(part: string): Promise<number> {
  const { rows } = await pool().query<{ times: number }>(
    `select coalesce(sum(generic_plans + custom_plans), 0)::int as times from pg_prepared_statements
     where position($1 in statement) > 0 and statement not like '%pg_prepared_statements%'`,
    [part],
  );
  return rows[0]?.times ?? 0;
}

test("a statement with values is parsed once for a connection, whoever runs it", async () => {
  for (const number of [1, 2, 3]) await pool().query("select $1::int as named_by_pool", [number]);
  for (const number of [1, 2, 3]) await db().$queryRaw`select ${number}::int as named_by_prisma`;
  expect(await timesRun("named_by_pool")).toBe(3);
  expect(await timesRun("named_by_prisma")).toBe(3);
});

test("what has no values or a name of its own is left as it is", async () => {
  await pool().query("select 1 as without_values");
  await pool().query({ name: "its_own", text: "select $1::int as with_a_name", values: [1] });
  expect(await timesRun("without_values")).toBe(0);
  const { rows } = await pool().query("select name from pg_prepared_statements where name = 'its_own'");
  expect(rows).toHaveLength(1);
});

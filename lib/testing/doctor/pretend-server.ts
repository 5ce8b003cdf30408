import { disconnect, pool } from "../../db.ts";

/** What a server of production has and one of tests hasn't: it survives a power cut. */
const SAFE = { fsync: "on", full_page_writes: "on", synchronous_commit: "on" };

/** Has the database of this test file ask `pretendServer` for its settings; other programs' connections too. */
export async function beginPretending(): Promise<void> {
  await pretendServer({});
  await pool().query(
    "do $$ begin execute format('alter database %I set search_path = public, pg_catalog', current_database()); end $$",
  );
  await disconnect();
}

/** Has the server say that some of its settings are others; the rest are those of a safe one. */
export async function pretendServer(settings: Record<string, string>): Promise<void> {
  const told = JSON.stringify({ ...SAFE, ...settings });
  await pool().query(
    `create or replace function public.current_setting(name text) returns text language sql stable as
     $$ select coalesce('${told}'::jsonb ->> name, pg_catalog.current_setting(name)) $$`,
  );
}

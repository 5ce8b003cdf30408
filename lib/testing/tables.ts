import { pool } from "../db.ts";

/** All rows of all tables of ours, as text, to be compared with what they are later. */
export async function tableContents(): Promise<Record<string, string[]>> {
  const { rows: tables } = await pool().query<{ name: string }>(
    `select format('%I', table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema = 'public' order by 1`,
  );
  const contents: Record<string, string[]> = {};
  for (const { name } of tables) {
    const { rows } = await pool().query<{ row: string }>(
      `select t::text as row from ${name} as t order by 1`,
    );
    contents[name] = rows.map(({ row }) => row);
  }
  return contents;
}

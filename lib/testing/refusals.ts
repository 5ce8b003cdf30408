import { pool } from "../db.ts";

/** Every SQLSTATE class that PostgreSQL knows, each with a code of it that a server really gives, and some that nobody knows. */
export const NOT_NOW: Record<string, string> = {
  "0A": "0A000",
  "08": "08006",
  "0B": "0B000",
  "21": "21000",
  "24": "24000",
  "25": "25006",
  "25P": "25P02",
  "26": "26000",
  "28": "28000",
  "2D": "2D000",
  "34": "34000",
  "38": "38000",
  "39": "39000",
  "3B": "3B001",
  "3D": "3D000",
  "3F": "3F000",
  "40": "40001",
  "40P": "40P01",
  "42": "42P01",
  "42C": "42703",
  "42P": "42501",
  "44": "44000",
  "53": "53100",
  "53M": "53200",
  "53C": "53300",
  "55": "55P03",
  "55O": "55000",
  "57": "57014",
  "57P": "57P01",
  "57C": "57P03",
  "58": "58030",
  "58P": "58P01",
  F0: "F0000",
  HV: "HV000",
  P0: "P0001",
  XX: "XX000",
  XXI: "XX002",
  "9Z": "9Z999",
};

/** The classes by which PostgreSQL refuses data. */
export const REFUSED: Record<string, string> = { "22": "22P05", "23": "23514", "54": "54000" };

/** A table that refuses writes with an error of our choice. */
export interface Refusals {
  /** Refuses each write with this SQLSTATE, or takes it (null). */
  refuseWith(state: string | null): Promise<void>;
}

/** Makes tables of this test's own database refuse writes, as soon as they are told to. */
export async function useRefusals(tables: string[]): Promise<Refusals> {
  await pool().query(`create table refusals (state text);
    create function refuse() returns trigger language plpgsql as $$
      declare wanted text := (select max(state) from refusals);
      begin
        if wanted is not null then raise exception 'no' using errcode = wanted; end if;
        return new;
      end $$`);
  for (const table of tables)
    await pool().query(
      `create trigger refuse before insert or update on ${table} for each row execute function refuse()`,
    );
  return {
    refuseWith: async (state) => {
      await pool().query("delete from refusals");
      if (state) await pool().query("insert into refusals values ($1)", [state]);
    },
  };
}

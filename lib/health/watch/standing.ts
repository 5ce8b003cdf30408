import { pool } from "../../db.ts";

/** A check of the set-up that turned red: its title, what it found, and since when it is red. */
interface TurnedRed {
  id: string;
  name: string;
  says: string;
  since: Date;
}

/** How many hours a check that turned red is told as news. */
const NEWS_HOURS = 24;

/**
 * The checks that turned red since yesterday and still are, the newest first; those that were red when they were first looked
 * at are not among them, nor is what was found in the future, by a clock that was fast. It is now by the database's clock. Costs one
 * indexed query: what the doctor last found is kept.
 */
export async function listTurnedRed(present: Date | null = null): Promise<TurnedRed[]> {
  const { rows } = await pool().query<TurnedRed>(
    `select id, name, says, red_since as since from set_up_checks, coalesce($1::timestamptz, now()) as present
     where light = 'red' and red_since > present - make_interval(hours => $2) and red_since > first_looked_at
       and looked_at > present - make_interval(hours => $2) and looked_at <= present
     order by red_since desc, id`,
    [present, NEWS_HOURS],
  );
  return rows;
}

/** A check of the set-up that is red: its title stands for it, and what it found. */
export interface RedCheck {
  id: string;
  name: string;
  says: string;
}

/** The doctor looks every hour; what it found longer ago than that and a few minutes tells nothing. */
export const SET_UP_OLD_SECONDS = 2 * 3600;

/** The checks of the set-up that were red when the doctor last looked. Costs one query of a small table. */
export async function listRed(): Promise<RedCheck[]> {
  const { rows } = await pool().query<RedCheck>(
    `select id, name, says from set_up_checks
     where light = 'red' and looked_at > now() - make_interval(secs => ${SET_UP_OLD_SECONDS}) order by name`,
  );
  return rows;
}

/** Which checks of the set-up were last found red or yellow, and how many seconds ago; null where none was looked at for a day. */
export interface Standing {
  red: string[];
  yellow: string[];
  age: number | null;
}

const STANDING = `
  select coalesce(array_agg(id order by id) filter (where light = 'red'), '{}') as red,
    coalesce(array_agg(id order by id) filter (where light = 'yellow'), '{}') as yellow,
    extract(epoch from now() - max(looked_at))::float as age
  from set_up_checks where looked_at > now() - make_interval(hours => ${NEWS_HOURS}) and looked_at <= now()`;

/** How the set-up was when the doctor last looked; null while the database cannot be asked. */
export async function readStanding(): Promise<Standing | null> {
  const found = await pool()
    .query<Standing>(STANDING)
    .catch(() => null);
  return found?.rows[0] ?? null;
}

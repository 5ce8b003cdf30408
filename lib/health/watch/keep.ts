import { type Db, databaseNow, db, transaction } from "../../db.ts";
import { log } from "../../log.ts";
import type { Report } from "../doctor/doctor.ts";
import { excuse, follow, type KeptCheck } from "./follow.ts";

/** Keeps what was found of each check, since when it is so, and logs what turned red or is well again; gives what is to be told. It is now by the database's clock. Never throws. */
export async function keepFindings(
  reports: readonly Report[],
  present: Date | null = null,
): Promise<Report[]> {
  try {
    const { told, news } = await transaction(async (tx) => {
      const rows = await lockKept(tx, reports);
      // Asked once nobody else can keep anything, so that all that others have kept is earlier.
      const now = present ?? (await databaseNow(tx));
      const before = new Map(rows.filter(({ keptAt }) => keptAt <= now).map((row) => [row.id, row]));
      const told = reports.map((found) => excuse(found, before.get(found.id), now));
      const kept = told.map((report) => ({ ...report, ...follow(report, before.get(report.id), now) }));
      await save(tx, kept, now);
      return { told, news: kept.flatMap((after) => newsOf(before.get(after.id), after)) };
    });
    for (const { check, words } of news) log().warn({ check }, words);
    return told;
  } catch (error) {
    // What was found is told all the same; where the database is away, its own check says so.
    log().warn({ error }, "what the checks of the set-up found could not be kept");
    return [...reports];
  }
}

/** Notes that a check was mended, which Meta may take some minutes to show. Never throws. */
export async function keepRepair(id: string, present: Date | null = null): Promise<void> {
  await db()
    .$executeRaw`update set_up_checks set repaired_at = coalesce(${present}::timestamptz, now()) where id = ${id}`.catch(
    () => {},
  );
}

function lockKept(tx: Db, reports: readonly Report[]): Promise<(KeptCheck & { keptAt: Date })[]> {
  const ids = reports.map(({ id }) => id);
  return tx.$queryRaw`
    select id, light, says, since, red_since as "redSince", first_looked_at as "firstLookedAt", repaired_at as "repairedAt",
      greatest(looked_at, since, red_since, first_looked_at) as "keptAt"
    from set_up_checks where id = any(${ids}) order by id for update`;
}

async function save(tx: Db, kept: (Report & KeptCheck)[], now: Date): Promise<void> {
  const rows = kept.toSorted((one, other) => one.id.localeCompare(other.id));
  await tx.$executeRaw`
    insert into set_up_checks (id, name, light, says, since, red_since, first_looked_at, looked_at)
    select id, name, light, says, since, "redSince", "firstLookedAt", ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as found (id text, name text, light text, says text,
      since timestamptz, "redSince" timestamptz, "firstLookedAt" timestamptz)
    on conflict (id) do update set name = excluded.name, light = excluded.light, says = excluded.says,
      since = excluded.since, red_since = excluded.red_since, first_looked_at = excluded.first_looked_at,
      looked_at = excluded.looked_at`;
}

function newsOf(before: KeptCheck | undefined, { id: check, redSince }: KeptCheck) {
  if (!before || (before.redSince === null) === (redSince === null)) return [];
  const words = redSince ? "a check of the set-up turned red" : "a check of the set-up is well again";
  return [{ check, words }];
}

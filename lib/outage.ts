import { isDatabaseUnavailable } from "./database-errors.ts";
import { pool } from "./db.ts";

/**
 * Whether work failed because the database is away. If the database answers, it was the work: something in it makes the
 * database end the connection or cancel the statement, and would do so again for ever.
 */
export async function isOutage(error: unknown): Promise<boolean> {
  if (!isDatabaseUnavailable(error)) return false;
  return pool()
    .query("select 1")
    .then(
      () => false,
      () => true,
    );
}

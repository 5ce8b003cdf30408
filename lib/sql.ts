import type pg from "pg";
import { pool } from "./db.ts";

/** Runs `work` in one transaction of plain SQL, for the few paths on which Prisma's own computing would be most of it. */
export async function sqlTransaction<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let isBroken = false;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => {
      isBroken = true;
    });
    throw error;
  } finally {
    client.release(isBroken);
  }
}

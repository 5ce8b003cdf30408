import { randomBytes } from "node:crypto";
import pg from "pg";
import { disconnect } from "../db.ts";
import { databaseAt, TEMPLATE_DATABASE } from "./postgres.ts";

async function administer(serverUrl: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: databaseAt(serverUrl, "postgres") });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}

/** Makes a database, empty and migrated, and points the settings at it, which must not have been read yet. */
export async function createDatabase(
  serverUrl: string,
): Promise<{ databaseUrl: string; drop: () => Promise<void> }> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(serverUrl, `create database ${name} template ${TEMPLATE_DATABASE} strategy file_copy`);
  const databaseUrl = databaseAt(serverUrl, name);
  process.env.DATABASE_URL = databaseUrl;
  await disconnect();
  const drop = async () => {
    await disconnect();
    await administer(serverUrl, `drop database ${name} with (force)`);
  };
  return { databaseUrl, drop };
}

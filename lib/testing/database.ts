import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { disconnect } from "../db.ts";
import { databaseAt, TEMPLATE_DATABASE } from "./postgres.ts";

async function administer(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: databaseAt(inject("serverUrl"), "postgres") });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}

/** Gives the calling test file a database of its own, empty and migrated, and points the settings at it. Its address. */
export async function useOwnDatabase(): Promise<string> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(`create database ${name} template ${TEMPLATE_DATABASE}`);
  const databaseUrl = databaseAt(inject("serverUrl"), name);
  process.env.DATABASE_URL = databaseUrl;
  afterAll(async () => {
    await disconnect();
    await administer(`drop database ${name} with (force)`);
  });
  return databaseUrl;
}

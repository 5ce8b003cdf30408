import pg from "pg";
import type { TestProject } from "vitest/node";
import { startThrowawayPostgres } from "../../bin/database/throwaway-postgres.ts";
import { migrate } from "../../bin/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    serverUrl: string;
  }
}

/** The migrated database that each test file gets a copy of. */
export const TEMPLATE_DATABASE = "connect_template";

/** Starts one throw-away PostgreSQL for a whole test run, with a migrated database to copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startThrowawayPostgres();
  const admin = new pg.Client({ connectionString: server.databaseUrl });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE_DATABASE}`);
  await admin.end();
  await migrate(databaseAt(server.databaseUrl, TEMPLATE_DATABASE));
  project.provide("serverUrl", server.databaseUrl);
  return () => server.stop();
}

/** The address of another database on the same server. */
export function databaseAt(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { startThrowawayPostgres } from "../bin/database/throwaway-postgres.ts";
import { startSchool } from "../lib/testing/oidc.ts";
import { findPorts, makeDataDir, startStack } from "./stack.ts";
import { startWeb } from "./web.ts";

/**
 * Starts the product once for all tests, with a PostgreSQL and a school's sign-in of its own, and beside its demo a web server
 * with real credentials; stops all of them afterwards.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const postgres = await startThrowawayPostgres();
  const { dataDir, remove } = makeDataDir();
  const ports = await findPorts();
  const school = await startSchool(`http://localhost:${ports.PORT}/api/auth/callback/oidc`);
  const secret = randomUUID() + randomUUID();
  const stack = await startStack({
    ...ports,
    DATA_DIR: dataDir,
    DATABASE_URL: postgres.databaseUrl,
    NEXTAUTH_SECRET: secret,
    OIDC_ISSUER: school.issuer,
    OIDC_CLIENT_ID: school.clientId,
    OIDC_CLIENT_SECRET: school.clientSecret,
    OIDC_NAME: "Example College",
    OIDC_ROLES: "Teachers=instructor,IT=admin",
  });
  process.env.E2E_BASE_URL = stack.baseUrl;
  process.env.E2E_SIMULATOR_URL = stack.simulatorUrl;
  process.env.E2E_DATA_DIR = dataDir;
  process.env.E2E_DATABASE_URL = postgres.databaseUrl;
  process.env.E2E_NEXTAUTH_SECRET = secret;
  process.env.E2E_SECRET_FILE = join(dataDir, "app-secrets");
  process.env.E2E_STRICT_LOG = join(dataDir, "strict.log");
  const settings = {
    DATABASE_URL: postgres.databaseUrl,
    WHATSAPP_API_URL: stack.simulatorUrl,
    WHATSAPP_WEBHOOK_SECRET_FILE: process.env.E2E_SECRET_FILE,
  };
  const strict = await startWeb(settings, process.env.E2E_STRICT_LOG);
  process.env.E2E_STRICT_URL = strict.baseUrl;
  return async () => {
    await strict.stop();
    await stack.stop();
    school.stop();
    await postgres.stop();
    remove();
  };
}

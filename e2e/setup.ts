import { randomUUID } from "node:crypto";
import { startThrowawayPostgres } from "../bin/throwaway-postgres.ts";
import { startSchool } from "../lib/testing/oidc.ts";
import { findPorts, makeDataDir, startStack } from "./stack.ts";

/** Starts the product once for all tests, with a PostgreSQL and a school's sign-in of its own; stops all afterwards. */
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
  process.env.E2E_DATABASE_URL = postgres.databaseUrl;
  process.env.E2E_NEXTAUTH_SECRET = secret;
  return async () => {
    await stack.stop();
    school.stop();
    await postgres.stop();
    remove();
  };
}

import { startThrowawayPostgres } from "../bin/throwaway-postgres.ts";
import { findPorts, makeDataDir, startStack } from "./stack.ts";

/** Starts the product once for all tests, on a PostgreSQL of its own; stops both afterwards. */
export default async function setup(): Promise<() => Promise<void>> {
  const postgres = await startThrowawayPostgres();
  const { dataDir, remove } = makeDataDir();
  const stack = await startStack({
    ...(await findPorts()),
    DATA_DIR: dataDir,
    DATABASE_URL: postgres.databaseUrl,
  });
  process.env.E2E_BASE_URL = stack.baseUrl;
  process.env.E2E_SIMULATOR_URL = stack.simulatorUrl;
  process.env.E2E_DATABASE_URL = postgres.databaseUrl;
  return async () => {
    await stack.stop();
    await postgres.stop();
    remove();
  };
}

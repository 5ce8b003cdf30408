import { say } from "../console.ts";
import { requireBuild, requireMigrations, requireSettings } from "./requirements.ts";
import { runTogether } from "./run-together.ts";
import { readWords } from "./words.ts";

/** Serves what is built, on the database of the settings, until it is asked to stop. */
export async function serve(): Promise<void> {
  const { names, programs, isMigrating } = readWords(process.argv.slice(2));
  const { variables, isProduction } = requireSettings();
  const databaseUrl = variables.DATABASE_URL ?? "";
  requireBuild();
  // Loaded only where they are needed: this process stays in memory for as long as it serves.
  if (isMigrating) {
    const { endAfterMigration, migrate } = await import("../migrate.ts");
    endAfterMigration(0);
    for (const name of await migrate(databaseUrl)) say(`Applied ${name}.`);
  } else await requireMigrations(databaseUrl);
  if (isProduction && names.includes("web")) {
    const { refusePublishedAccounts } = await import("../start/demo-accounts.ts");
    await refusePublishedAccounts(databaseUrl);
  }
  process.exitCode = await runTogether(programs, variables);
}

import { say } from "./console.ts";
import { migrate } from "./migrate.ts";
import { runCommand } from "./run-command.ts";
import { requireBuild, requireMigrations, requireSettings } from "./serve/requirements.ts";
import { runTogether } from "./serve/run-together.ts";
import { readWords } from "./serve/words.ts";
import { refusePublishedAccounts } from "./start/demo-accounts.ts";

/** Serves what is built, on the database of the settings, until it is asked to stop. */
async function serve(): Promise<void> {
  const { names, programs, isMigrating } = readWords(process.argv.slice(2));
  const { variables, isProduction } = requireSettings();
  const databaseUrl = variables.DATABASE_URL ?? "";
  requireBuild();
  if (isMigrating) for (const name of await migrate(databaseUrl)) say(`Applied ${name}.`);
  else await requireMigrations(databaseUrl);
  if (isProduction && names.includes("web")) await refusePublishedAccounts(databaseUrl);
  process.exitCode = await runTogether(programs, variables);
}

await runCommand(serve);

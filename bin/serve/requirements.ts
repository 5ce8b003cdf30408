import { existsSync } from "node:fs";
import { findMissingMigrations } from "#lib/database/migrations";
import { isBuilt } from "../build.ts";
import { explainUnusable, withConnection } from "../database/database.ts";
import { listMigrationNames } from "../database/migration-files.ts";
import { projectPath } from "../project.ts";
import { completeSettings, explainProblems, readGiven, type Settings } from "../settings/settings.ts";

/** Nothing is made up here: several processes, on several machines, have to know the same. */
const NO_SECRETS = {
  NEXTAUTH_SECRET: "",
  WHATSAPP_WEBHOOK_SECRET: "",
  SIMULATOR_TOKEN: "",
  HEALTH_TOKEN: "",
};

/** The settings to serve with; throws, a line for each fault, where they are the demo's, incomplete or wrong. */
export function requireSettings(): Settings {
  const given = readGiven();
  const settings = completeSettings(given, "production", NO_SECRETS);
  if (settings.isDemo)
    throw new Error(
      "These are the demo's settings. npm run serve doesn't run the demo; npm start does. To serve a real number, set what .env.example lists.",
    );
  // There is no embedded database here, so its address is missing where none is given.
  const variables = { ...settings.variables, DATABASE_URL: given.DATABASE_URL ?? "" };
  const problems = explainProblems({ ...settings, variables });
  if (problems.length === 0) return settings;
  throw new Error(problems.join("\n"));
}

/** Throws where there is no build of these sources, or no client of the database. */
export function requireBuild(): void {
  if (isBuilt() && existsSync(projectPath("prisma", "generated", "client.ts"))) return;
  throw new Error("There is no build of these sources. Run npm run build first.");
}

/** Throws where the database can't be used or lacks migrations. */
export async function requireMigrations(databaseUrl: string): Promise<void> {
  const missing = await withConnection(databaseUrl, (client) =>
    findMissingMigrations(client, listMigrationNames()),
  ).catch((error) => {
    throw explainUnusable(databaseUrl, error);
  });
  if (missing.length === 0) return;
  const migrations = missing.length > 1 ? `${missing.length} migrations, from ${missing[0]} on` : missing[0];
  throw new Error(
    `The database lacks ${migrations}. Run npm run migrate first, or npm run serve -- --migrate.`,
  );
}

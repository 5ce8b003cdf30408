import { decideMode } from "#lib/settings/mode";
import { readGiven, type Settings } from "../settings/settings.ts";
import { claimStart } from "../start/start-lock.ts";
import { databaseUrlOf, type RunningPostgres, startEmbeddedPostgres } from "./postgres.ts";
import { readRecord } from "./postgres-place.ts";

/**
 * The database of these settings for a command that runs by itself: the given one, the running start's, or its own. Throws
 * where a setting is misspelt, which the start refuses as well: another database than the one that is meant helps nobody.
 */
export async function openDatabase(settings: Settings): Promise<RunningPostgres> {
  const { misspelt } = decideMode(readGiven());
  if (misspelt.length > 0) throw new Error(misspelt.map(({ name, why }) => `${name} ${why}.`).join("\n"));
  const given = settings.variables.DATABASE_URL;
  if (!settings.isEmbedded && given) return { databaseUrl: given, stop: async () => undefined };
  const claim = await claimStart(settings.dataDir, { pid: process.pid, url: null });
  if ("release" in claim) return startEmbeddedPostgres(settings);
  const record = readRecord(settings.dataDir);
  if (!record) throw new Error("The running start has no database yet. Try again in a few seconds.");
  return { databaseUrl: databaseUrlOf(record), stop: async () => undefined };
}

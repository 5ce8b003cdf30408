import { say } from "./console.ts";
import { openDatabase } from "./database/open-database.ts";
import { migrate } from "./migrate.ts";
import { runCommand } from "./run-command.ts";
import { readSettings } from "./settings/settings.ts";

/** Tries the events of these ids once more, or all that are set aside; says what became of each that stays. */
async function redrive(ids: string[]): Promise<void> {
  // Loaded late: what they read from the environment is only there by now.
  const { requireEventId } = await import("#lib/inbox/dead-letters");
  const { replayAll, replayEvent } = await import("#lib/inbox/replays");
  const { disconnect } = await import("#lib/db");
  try {
    if (ids.length === 0) {
      const { pending, ignored, quarantined } = await replayAll();
      say(`Worked on again: ${pending}. Nothing to do: ${ignored}. Still set aside: ${quarantined}.`);
    }
    for (const id of ids) {
      const { state, reason } = await replayEvent(requireEventId(id));
      say(`${id}: ${state}${reason ? `, since ${reason}` : ""}.`);
    }
  } finally {
    await disconnect();
  }
}

async function run(): Promise<void> {
  const settings = readSettings("development");
  const database = await openDatabase(settings);
  try {
    await migrate(database.databaseUrl);
    Object.assign(process.env, settings.variables, { DATABASE_URL: database.databaseUrl });
    await redrive(process.argv.slice(2));
  } finally {
    await database.stop();
  }
}

if (import.meta.main) await runCommand(run);

import { say } from "./console.ts";
import { openDatabase } from "./database/open-database.ts";
import { migrate } from "./migrate.ts";
import { runCommand } from "./run-command.ts";
import { readSettings } from "./settings/settings.ts";

const OUTCOMES = {
  pending: "replayed",
  ignored: "nothing to do",
  dead_letter: "still couldn't be processed",
} as const;

/** Replays the dead letters with these IDs, or all of them, and says how it went. */
async function replay(ids: string[]): Promise<void> {
  // Loaded late: what they read from the environment is only there by now.
  const { requireEventId } = await import("#lib/inbox/dead-letters");
  const { replayAll, replayEvent } = await import("#lib/inbox/replays");
  const { disconnect } = await import("#lib/db");
  try {
    if (ids.length === 0) {
      const { pending, ignored, dead_letter: kept } = await replayAll();
      say(`Replayed: ${pending}. Nothing to do: ${ignored}. Still couldn't be processed: ${kept}.`);
    }
    for (const id of ids) {
      const { state, reason } = await replayEvent(requireEventId(id));
      say(`${id}: ${OUTCOMES[state]}${reason ? ` (${reason})` : ""}.`);
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
    await replay(process.argv.slice(2));
  } finally {
    await database.stop();
  }
}

if (import.meta.main) await runCommand(run);

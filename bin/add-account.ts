import { faultOfPassword } from "#lib/auth/passwords/common-passwords";
import { hashPassword } from "#lib/auth/passwords/passwords";
import { say } from "./console.ts";
import { withConnection, withoutPassword } from "./database/database.ts";
import { openDatabase } from "./database/open-database.ts";
import { migrate } from "./migrate.ts";
import { readPassword } from "./read-password.ts";
import { runCommand } from "./run-command.ts";
import { readSettings } from "./settings/settings.ts";

const ROLES = ["student", "instructor", "admin"];
const USAGE = `Usage: npm run account:add -- <email> "<name>" <${ROLES.join("|")}>`;

type NewAccount = { email: string; name: string; role: string; password: string };

/** Adds an account, or gives the one with this email address this name, role and password; throws where that is too easy to guess. */
export async function saveAccount(
  databaseUrl: string,
  { email, name, role, password }: NewAccount,
): Promise<void> {
  const fault = await faultOfPassword(password, { email, name });
  if (fault) throw new Error(fault);
  const values = [email.trim().toLowerCase(), name, role, await hashPassword(password)];
  await withConnection(databaseUrl, (client) =>
    client.query(
      `insert into users (email, name, role, password_hash) values ($1, $2, $3::"Role", $4) on conflict (email) do update
       set name = excluded.name, role = excluded.role, password_hash = excluded.password_hash, updated_at = now()`,
      values,
    ),
  );
}

async function run(): Promise<void> {
  const [email = "", name = "", role = ""] = process.argv.slice(2);
  if (!/^\S+@\S+$/.test(email) || !name.trim() || !ROLES.includes(role)) throw new Error(USAGE);
  const settings = readSettings("development");
  const password = await readPassword(process.stdin, process.stderr);
  const database = await openDatabase(settings);
  try {
    await migrate(database.databaseUrl);
    await saveAccount(database.databaseUrl, { email, name: name.trim(), role, password });
    say(`${email} can sign in as ${role}. The database is ${withoutPassword(database.databaseUrl)}.`);
  } finally {
    await database.stop();
  }
}

if (import.meta.main) await runCommand(run);

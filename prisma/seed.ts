import type pg from "pg";
import { hashPassword } from "#lib/auth/passwords/passwords";
import { DEMO_PASSWORD, demoAccounts } from "#lib/settings/demo-accounts";

/** Adds those demo accounts that are missing; leaves the others as they are. */
export async function seedDemoAccounts(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ email: string }>("select email from users where email = any($1)", [
    demoAccounts.map(({ email }) => email),
  ]);
  const missing = demoAccounts.filter(({ email }) => !rows.some((account) => account.email === email));
  if (missing.length === 0) return;
  await client.query(
    `insert into users (email, name, role, password_hash)
     select email, name, role, $2 from json_to_recordset($1::json) as account (email text, name text, role "Role")
     on conflict do nothing`,
    [JSON.stringify(missing), await hashPassword(DEMO_PASSWORD)],
  );
}

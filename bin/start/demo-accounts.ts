import { verify } from "@node-rs/argon2";
import { DEMO_PASSWORD, demoAccounts, hasDemoAccounts } from "#lib/settings/demo-accounts";
import { isOn } from "#lib/settings/real-settings";
import { seedDemoAccounts } from "../../prisma/seed.ts";
import { withConnection } from "../database/database.ts";
import type { Settings } from "../settings/settings.ts";

/** What the report says where nobody can sign in yet. */
export const NO_ACCOUNTS = "none yet";

/** How many other accounts are looked at, of staff, the oldest first: at 30 ms each, a start waits two seconds at most. */
const MOST_STAFF = 64;

/** Accounts that may sign in with the demo's password: the published addresses always, and the staff's. */
function findPublishedAccounts(databaseUrl: string): Promise<string[]> {
  const published = demoAccounts.map(({ email }) => email);
  return withConnection(databaseUrl, async (client) => {
    const { rows } = await client.query<{ email: string; hash: string }>(
      `select email, password_hash as hash from users
       where password_hash is not null and disabled_at is null and (lower(email) = any($1) or role <> 'student')
       order by lower(email) = any($1) desc, created_at, email limit $2`,
      [published, published.length + MOST_STAFF],
    );
    const matches = await Promise.all(rows.map(({ hash }) => verify(hash, DEMO_PASSWORD).catch(() => false)));
    return rows.filter((_, at) => matches[at]).map(({ email }) => email);
  });
}

/** Throws where an account may sign in with the demo's published password: production does not run beside it. */
export async function refusePublishedAccounts(databaseUrl: string): Promise<void> {
  const published = await findPublishedAccounts(databaseUrl);
  if (published.length === 0) return;
  throw new Error(
    `Production doesn't start while an account has the demo's published password: ${published.join(", ")}. ` +
      "Give it another with npm run account:add, or delete it.",
  );
}

async function countAccounts(databaseUrl: string): Promise<number> {
  return withConnection(databaseUrl, async (client) => {
    const { rows } = await client.query<{ count: number }>("select count(*)::int as count from users");
    return rows[0]?.count ?? 0;
  });
}

/**
 * Adds the demo's accounts where these settings have them; throws where production would start with one. Says which accounts
 * there are, for the report.
 */
export async function settleAccounts(settings: Settings, databaseUrl: string): Promise<string> {
  const SEED_DEMO_ACCOUNTS = isOn(settings.variables.SEED_DEMO_ACCOUNTS);
  if (hasDemoAccounts(settings.mode, { SEED_DEMO_ACCOUNTS })) {
    await withConnection(databaseUrl, seedDemoAccounts);
    return `${await countAccounts(databaseUrl)}, including the demo accounts (password ${DEMO_PASSWORD})`;
  }
  const none = async () => {
    const count = await countAccounts(databaseUrl);
    return count === 0 ? NO_ACCOUNTS : `${count}, none with the demo's password`;
  };
  if (settings.isProduction) return refusePublishedAccounts(databaseUrl).then(none);
  const published = await findPublishedAccounts(databaseUrl);
  if (published.length === 0) return none();
  const count = await countAccounts(databaseUrl);
  return `${count}; those with the demo's password can't sign in: ${published.join(", ")}`;
}

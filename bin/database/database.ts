import pg from "pg";

const OLDEST_MAJOR = 15;

/** A database address without its password, for people to read. */
export function withoutPassword(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return "(not a URL)";
  const url = new URL(databaseUrl);
  if (url.password) url.password = "***";
  return url.toString();
}

/** Runs something on one connection that is closed afterwards. */
export async function withConnection<T>(
  databaseUrl: string,
  run: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  // A connection that breaks while idle must not end the process: the next query reports it.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** Why a database cannot be used, in words without its password. */
export function explainUnusable(databaseUrl: string, error: unknown): Error {
  const words =
    error instanceof AggregateError ? error.errors.map(String).join("; ") : String((error as Error).message);
  return new Error(`PostgreSQL at ${withoutPassword(databaseUrl)} can't be used: ${words}`, {
    cause: error,
  });
}

async function createDatabase(databaseUrl: string): Promise<void> {
  const url = new URL(databaseUrl);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = "/postgres";
  await withConnection(url.toString(), async (client) => {
    await client
      .query(`create database ${client.escapeIdentifier(name)}`)
      .catch((error: pg.DatabaseError) => {
        // Two processes may find it missing at once; either of them makes it.
        if (error.code !== "42P04" && error.code !== "23505") throw error;
      });
  });
}

/** Makes sure that the database is there, creating it when allowed, and new enough; returns the server's version. */
export async function requireDatabase(databaseUrl: string): Promise<string> {
  const ask = () =>
    withConnection(databaseUrl, async (client) => {
      const { rows } = await client.query<{ server_version: string; server_version_num: string }>(
        "select current_setting('server_version') as server_version, current_setting('server_version_num') as server_version_num",
      );
      return rows[0];
    });
  let found: Awaited<ReturnType<typeof ask>>;
  try {
    found = await ask().catch(async (error: pg.DatabaseError) => {
      if (error.code !== "3D000") throw error;
      await createDatabase(databaseUrl);
      return ask();
    });
  } catch (error) {
    throw explainUnusable(databaseUrl, error);
  }
  const version = found?.server_version ?? "unknown";
  if (Math.floor(Number(found?.server_version_num) / 10_000) < OLDEST_MAJOR) {
    throw new Error(
      `PostgreSQL at ${withoutPassword(databaseUrl)} is ${version}, but ${OLDEST_MAJOR} or newer is needed.`,
    );
  }
  return version;
}

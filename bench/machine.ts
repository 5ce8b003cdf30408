import { availableParallelism } from "node:os";
import type { Stage } from "./stage.ts";

/** What the figures were measured on, in one line. */
export async function describeMachine({ database }: Stage): Promise<string> {
  const { rows } = await database.query<{ version: string; fsync: string; commit: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as commit`,
  );
  const [postgres] = rows;
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, ${availableParallelism()} cores, everything on the same machine; Node ${process.versions.node}, PostgreSQL ${postgres?.version} (fsync ${postgres?.fsync}, synchronous_commit ${postgres?.commit})`;
}

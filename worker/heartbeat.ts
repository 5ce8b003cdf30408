import { db } from "#lib/db";

/** How often a worker says that it is alive. */
export const HEARTBEAT_SECONDS = 5;

/** Says in the database that this worker is alive. */
export async function beat(workerId: string): Promise<void> {
  await db().$executeRaw`
    insert into worker_heartbeats (worker_id) values (${workerId})
    on conflict (worker_id) do update set beat_at = now()`;
}

/** Takes this worker's sign of life away, and those of workers that died long ago. */
export async function stopBeating(workerId: string): Promise<void> {
  await db().$executeRaw`
    delete from worker_heartbeats where worker_id = ${workerId} or beat_at < now() - interval '1 hour'`;
}

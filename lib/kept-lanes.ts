import { pool } from "./db.ts";
import { LEASE_SECONDS, type LeasedLane, LIGHTLY } from "./lanes.ts";
import { log } from "./log.ts";

/** How often a lane is kept in which work is under way. */
const KEEP_MS = 2000;

const worked = new Set<LeasedLane>();
let keeping: NodeJS.Timeout | undefined;

/** Does something in lanes that may take longer than a lease, and keeps them meanwhile. */
export async function whileKeeping<T>(lanes: LeasedLane[], work: () => Promise<T>): Promise<T> {
  for (const lane of lanes) worked.add(lane);
  keeping ??= setInterval(() => void keepWorked(), KEEP_MS);
  try {
    return await work();
  } finally {
    for (const lane of lanes) worked.delete(lane);
    if (worked.size === 0) {
      clearInterval(keeping);
      keeping = undefined;
    }
  }
}

async function keepWorked(): Promise<void> {
  const lanesOf = Object.groupBy(worked, ({ queue }) => queue);
  await Promise.all(Object.values(lanesOf).map(keep));
}

async function keep(lanes: LeasedLane[]): Promise<void> {
  await keepLanes(lanes).catch((error) =>
    log().warn({ error, lanes: lanes.length }, "lanes could not be kept just now"),
  );
}

/** Keeps a lane for another lease; false when it was lost to someone else meanwhile, and the work must stop. */
export async function keepLane(lane: LeasedLane): Promise<boolean> {
  return (await keepLanes([lane])).length === 1;
}

/** Keeps lanes of one queue, whoever of us holds each, for another lease; those that were lost meanwhile are not among the answer. */
export async function keepLanes(lanes: LeasedLane[]): Promise<LeasedLane[]> {
  const [first] = lanes;
  if (!first) return [];
  const { rows } = await pool().query<Pick<LeasedLane, "key" | "holder">>(
    `with kept as materialized (
       select key from ${LIGHTLY}, unnest($2::text[], $3::text[]) as asked (key, holder) join lanes using (key, holder)
       where queue = $1 and key = any($2) order by key for no key update of lanes
     )
     update lanes set lease_until = now() + make_interval(secs => $4)
     where queue = $1 and key = any(array(select key from kept)) returning key, holder`,
    [first.queue, lanes.map(({ key }) => key), lanes.map(({ holder }) => holder), LEASE_SECONDS[first.queue]],
  );
  const holders = new Map(rows.map(({ key, holder }) => [key, holder]));
  return lanes.filter(({ key, holder }) => holders.get(key) === holder);
}

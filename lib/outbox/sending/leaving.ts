import { coalesce } from "../../coalesce.ts";
import { pool } from "../../db.ts";
import type { LeasedLane, SendingQueue } from "../../lanes.ts";
import { NO_REASON } from "../failure-columns.ts";
import { risesTo } from "../states.ts";
import { burstSeconds, OLDEST_OPEN, type SendingLane } from "./outbox-lanes.ts";

/** How many lanes share a statement. */
const LANES_AT_ONCE = 200;

/** A message that Meta took, and under which id of its own; null where that cannot be kept. */
interface Accepted {
  id: string;
  wamid: string | null;
}

interface Leaving {
  lane: SendingLane;
  accepted: Accepted | null;
}

type Left = Pick<LeasedLane, "key" | "holder"> & { isDue: boolean };

/**
 * Records what Meta took, whoever holds the lanes by now, and gives those back that are still held, until their next messages are
 * due. Statuses may have come in the meantime: a rank never goes below theirs. Messages are locked in the order of their
 * ids, as statuses lock them, and lanes in the order of their keys, so that no two can wait for each other.
 */
const LEAVE = `
  with told as materialized (
    select id, told.wamid from unnest($1::uuid[], $2::text[]) as told (id, wamid)
    join outbound_messages using (id) order by id for update of outbound_messages
  ), accepted as (
    update outbound_messages as m
    set wamid = coalesce(m.wamid, told.wamid), accepted_at = now(), updated_at = now(), sealed_secrets = null,
      due_at = null, ${NO_REASON}, ${risesTo("accepted")}
    from told where m.id = told.id
  ), held as materialized (
    select queue, key, holder,
      case queue when 'outbox' then paced_until else (select paced_until from lanes as person
        where person.queue = 'outbox' and person.key = lanes.key) end as paced_until
    from unnest($4::text[], $5::text[]) as asked (key, holder)
    join lanes using (key, holder) where queue = $6 and key = any($4) order by key for update of lanes
  ), next as materialized (
    select held.key, holder, oldest.due_at from held left join ${OLDEST_OPEN} on true
  )
  update lanes set holder = null, lease_until = null, is_suspect = false, due_at = least(lanes.due_at, next.due_at)
  from next where queue = $6 and lanes.key = next.key and lanes.key = any($4)
  returning next.key, next.holder, coalesce(lanes.due_at <= now(), false) as "isDue"`;

const nameLease = ({ key, holder }: Pick<LeasedLane, "key" | "holder">) => `${holder} ${key}`;

const leavingOf = (queue: SendingQueue) =>
  coalesce<Leaving, boolean>(LANES_AT_ONCE, async (leaving) => {
    const accepted = leaving.flatMap((one) => one.accepted ?? []);
    const { rows } = await pool().query<Left>(LEAVE, [
      accepted.map(({ id }) => id),
      accepted.map(({ wamid }) => wamid),
      burstSeconds(),
      leaving.map(({ lane }) => lane.key),
      leaving.map(({ lane }) => lane.holder),
      queue,
    ]);
    const due = new Set(rows.filter(({ isDue }) => isDue).map(nameLease));
    return leaving.map(({ lane }) => due.has(nameLease(lane)));
  });

const leaveOneOfMany = { outbox: leavingOf("outbox"), bulk: leavingOf("bulk") };

/**
 * Records that Meta took a message of a lane, if any, and gives the lane back until its next message is due, in one commit; true
 * when that is now. A wake-up meanwhile is never lost. Callers that come at the same time share a statement.
 */
export function leaveLane(lane: SendingLane, accepted: Accepted | null = null): Promise<boolean> {
  return leaveOneOfMany[lane.queue]({ lane, accepted });
}

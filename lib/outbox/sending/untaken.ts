import { pool } from "../../db.ts";
import { reasonIs, UNCONFIRMED } from "../failure-columns.ts";
import { becomes, isBelow, statusIn } from "../states.ts";
import type { SendingLane } from "./outbox-lanes.ts";
import type { OutgoingMessage } from "./outgoing.ts";

/** What is kept of a refusal. */
export interface Failure {
  code: string;
  title: string | null;
  details?: string | null;
  fbtraceId?: string | null;
}

/** Seconds after a try in which a status may settle what became of it; messages behind it wait no longer than that. */
const SETTLE_SECONDS = 7;

/** Replies may be repeated once after a try of which nothing is known. */
const MAX_REPLY_ATTEMPTS = 2;

/** When a message of which nothing is known is due again: once for a reply, never for what staff send to one or many. */
const REPEAT_DUE = `case when queue = 'outbox' and purpose <> 'staff' and attempts < ${MAX_REPLY_ATTEMPTS}
  then greatest(now(), attempted_at + interval '${SETTLE_SECONDS} seconds') end`;

/** This very try, as long as nothing else has come of it; a lane that was lost meanwhile may have made it unknown. */
const THIS_TRY = `id = $1 and ${statusIn(["sending", "unknown"])} and attempted_at = $2`;

/** Meta may or may not have taken it: a status settles that, or, for a reply, one repeat. */
export async function recordUnknown(
  { id, attemptedAt }: Pick<OutgoingMessage, "id" | "attemptedAt">,
  reason: string,
): Promise<void> {
  await pool().query(
    `update outbound_messages set ${becomes("unknown")}, updated_at = now(), due_at = ${REPEAT_DUE},
       ${reasonIs({ code: UNCONFIRMED, title: "$3" })}
     where ${THIS_TRY} and ${statusIn(["sending"])}`,
    [id, attemptedAt, reason],
  );
}

/** Queues a message again that Meta certainly did not take: the attempt does not count. */
export async function recordRetry(
  { id, attemptedAt, refusals: before }: OutgoingMessage,
  seconds: number,
  failure: Failure,
  refusals = before,
): Promise<void> {
  await pool().query(
    `update outbound_messages set ${becomes("queued")}, attempts = attempts - 1, refusals = $8,
       due_at = now() + make_interval(secs => $3), updated_at = now(),
       ${reasonIs({ code: "$4", title: "$5", details: "$6", fbtraceId: "$7" })}
     where ${THIS_TRY}`,
    [id, attemptedAt, seconds, ...columnsOf(failure), refusals],
  );
}

/** Queues a message again without its buttons, for which Meta may have refused it: it is sent at once, as the text alone. */
export async function recordWithoutButtons(message: OutgoingMessage, failure: Failure): Promise<void> {
  await pool().query(
    `update outbound_messages set ${becomes("queued")}, attempts = attempts - 1, buttons = null, due_at = now(),
       updated_at = now(), ${reasonIs({ code: "$3", title: "$4", details: "$5", fbtraceId: "$6" })}
     where ${THIS_TRY}`,
    [message.id, message.attemptedAt, ...columnsOf(failure)],
  );
}

/** Ends a message that Meta refused for good, or that we must not send any more. */
export async function recordFailure({ id, attemptedAt }: OutgoingMessage, failure: Failure): Promise<void> {
  await pool().query(
    `update outbound_messages set ${becomes("failed")}, failed_at = now(), updated_at = now(), due_at = null,
       sealed_secrets = null, ${reasonIs({ code: "$3", title: "$4", details: "$5", fbtraceId: "$6" })}
     where id = $1 and attempted_at = $2 and ${isBelow("failed")}`,
    [id, attemptedAt, ...columnsOf(failure)],
  );
}

function columnsOf({ code, title, details = null, fbtraceId = null }: Failure): (string | null)[] {
  return [code, title, details, fbtraceId];
}

/** Marks what a dead worker left in the middle of sending as `unknown`, and plans the one repeat that a reply may have; their ids. */
export async function settleInterrupted({ queue, key }: SendingLane): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    `update outbound_messages set ${becomes("unknown")}, updated_at = now(), due_at = ${REPEAT_DUE},
       ${reasonIs({ code: UNCONFIRMED })}
     where lane = $1 and queue = $2 and ${statusIn(["sending"])} and due_at is not null returning id`,
    [key, queue],
  );
  return rows.map(({ id }) => id);
}

/** Queues again what was committed as being sent for a holder who never heard of that, and so has sent none of it. */
export async function takeBack(holder: string): Promise<void> {
  await pool().query(
    `with held as materialized (
       select key from lanes where queue = 'outbox' and holder = $1 order by key for update
     ), queued as (
       update outbound_messages set ${becomes("queued")}, attempts = 0, attempted_at = null
       where lane in (select key from held) and queue = 'outbox' and ${statusIn(["sending"])} and attempts = 1
     )
     update lanes set holder = null, lease_until = null, due_at = now()
     where queue = 'outbox' and key = any(array(select key from held)) and holder = $1`,
    [holder],
  );
}

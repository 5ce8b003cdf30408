import { coalesce } from "../../coalesce.ts";
import { pool } from "../../db.ts";
import { risesTo } from "../states.ts";

/** How many messages share a statement. */
const MOST_AT_ONCE = 200;

/**
 * Records that Meta took a message, under which id of its own (null where that cannot be kept); what is told at the same time is written in one statement.
 * Statuses may have come in the meantime: a rank never goes below theirs. Messages are locked in the order of their ids,
 * as statuses lock them, so that the two cannot wait for each other.
 */
export const recordAccepted = coalesce<{ id: string; wamid: string | null }, void>(
  MOST_AT_ONCE,
  async (messages) => {
    await pool().query(
      `with told as materialized (
       select id, told.wamid from unnest($1::uuid[], $2::text[]) as told (id, wamid)
       join outbound_messages using (id) order by id for update of outbound_messages
     )
     update outbound_messages as m
     set wamid = coalesce(m.wamid, told.wamid), accepted_at = now(), updated_at = now(), sealed_secrets = null,
       due_at = null, failure_code = null, failure_title = null, failure_details = null,
       ${risesTo("accepted")}
     from told where m.id = told.id`,
      [messages.map(({ id }) => id), messages.map(({ wamid }) => wamid)],
    );
    return messages.map(() => undefined);
  },
);

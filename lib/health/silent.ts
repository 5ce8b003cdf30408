import { pool } from "../db.ts";
import { firstWords } from "../outbox/first-words.ts";
import { statusIn } from "../outbox/states.ts";
import { joinRecipients, shownOf } from "./listed-message.ts";

/**
 * So many minutes after Meta accepted a message, a status of it should have come: "sent" comes within seconds, also where the
 * phone is off, and what Meta couldn't deliver to us at first it tries again within minutes.
 */
export const SILENT_MINUTES = 10;

/** How many of the newest messages are looked at: where webhooks have stopped, these are the silent ones. */
const MOST_LOOKED_AT = 5000;

/** The SQL of the messages of the last day that Meta accepted, and of which nothing was heard since; the newest first. */
export const SILENT = `
  select id, wamid, created_at, accepted_at, whatsapp_user_id, to_phone, text, template_name from (
    select * from outbound_messages
    where created_at between now() - interval '1 day' and now() - make_interval(mins => ${SILENT_MINUTES})
    order by created_at desc limit ${MOST_LOOKED_AT}) as newest
  where ${statusIn(["accepted"], "newest")} and wamid is not null
    and accepted_at < now() - make_interval(mins => ${SILENT_MINUTES})`;

/** A message of which Meta has told nothing since it accepted it. */
export interface SilentMessage {
  id: string;
  to: string | null;
  firstWords: string | null;
  templateName: string | null;
  createdAt: Date;
  acceptedAt: Date;
}

const LIST = `
  with silent as materialized (${SILENT})
  select silent.id, silent.created_at as "createdAt", accepted_at as "acceptedAt", template_name as "templateName",
    count(*) over ()::int as total, ${shownOf("silent")}
  from silent ${joinRecipients("silent")}
  order by accepted_at desc limit $1`;

/** The newest silent messages, and how many there are. */
export async function listSilent(limit: number): Promise<{ total: number; messages: SilentMessage[] }> {
  const { rows } = await pool().query<
    Omit<SilentMessage, "firstWords"> & { total: number; text: string | null }
  >(LIST, [limit]);
  const messages = rows.map(({ total: _, text, ...message }) => ({
    ...message,
    firstWords: firstWords(text),
  }));
  return { total: rows[0]?.total ?? 0, messages };
}

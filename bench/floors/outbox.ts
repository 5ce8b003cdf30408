import pg from "pg";
import { serveParent } from "../child.ts";
import { sendText } from "./graph-client.ts";

/**
 * The least that sending what is queued can cost here: two loops, each of which commits of 24 people's messages that they are
 * being sent, sends them at the same time, and commits that they were accepted. No limit is kept, and nothing is judged.
 */
const [, , databaseUrl, graphPort] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });

const TAKE = `
  with due as materialized (
    select key from lanes where queue = 'outbox' and due_at <= now() order by due_at limit 24 for update skip locked
  ), leased as (
    update lanes set due_at = null from due where lanes.queue = 'outbox' and lanes.key = due.key
  )
  update outbound_messages m set status = 'sending', rank = 1, attempts = attempts + 1, attempted_at = now()
  from due where m.lane = due.key and m.status = 'queued'
  returning m.id, m.to_phone as "to", m.text`;
const ACCEPT = `
  update outbound_messages m set status = 'accepted', rank = 2, wamid = t.wamid, accepted_at = now(), due_at = null
  from unnest($1::uuid[], $2::text[]) as t (id, wamid) where m.id = t.id`;

interface Queued {
  id: string;
  to: string;
  text: string;
}

async function sendAll(): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<Queued>({ name: "take", text: TAKE });
    if (rows.length === 0) return;
    const wamids = await Promise.all(rows.map(({ to, text }) => sendText(Number(graphPort), to, text)));
    await pool.query({ name: "accept", text: ACCEPT, values: [rows.map(({ id }) => id), wamids] });
  }
}

serveParent(() => Promise.all([sendAll(), sendAll()]));

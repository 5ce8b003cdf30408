import { randomUUID } from "node:crypto";
import type pg from "pg";
import { pool } from "../db.ts";
import { isDatabaseUnavailable } from "./database-errors.ts";

/** What a harmless message, its sender, its answer and its statuses write; $1 is a name that nothing else has. */
const HARMLESS = [
  `insert into webhook_events (kind, dedupe_key, lane, wamid, payload, raw_body) values ('trial', $1::text, $1::text, $1::text, '{}', '')`,
  `insert into lanes (queue, key, due_at) values ('inbox', $1::text, now()), ('outbox', $1::text, now())`,
  `update lanes set lease_until = now(), holder = $1::text where key = $1::text`,
  `insert into whatsapp_users (id, bsuid) values ($1::text::uuid, $1::text)`,
  `update whatsapp_users set whatsapp_name = $1::text, last_inbound_at = now() where id = $1::text::uuid`,
  `insert into inbound_messages (wamid, whatsapp_user_id, type, text, sent_at) values ($1::text, $1::text::uuid, 'text', $1::text, now())`,
  `insert into outbound_messages (id, whatsapp_user_id, lane, purpose, kind, text)
   values ($1::text::uuid, $1::text::uuid, $1::text, 'trial', 'text', $1::text)`,
  `update outbound_messages set wamid = $1::text, due_at = null where id = $1::text::uuid`,
  `insert into link_tokens (token_hash, whatsapp_user_id, expires_at) values ($1::text, $1::text::uuid, now())`,
  `update link_tokens set ended_at = now() where token_hash = $1::text`,
  `insert into consent_events (whatsapp_user_id, what, value, how, at) values ($1::text::uuid, 'trial', 'out', 'chat', now())`,
  `insert into audit_events (action, whatsapp_user_id) values ('trial', $1::text::uuid)`,
  `update webhook_events set processed_at = now() where dedupe_key = $1::text`,
];

/** A write that is kept, into a row that means nothing. */
const KEPT = `
  insert into rate_limits (key, points, expire) values ('database-trial', 0, 0)
  on conflict (key) do update set points = 1 - rate_limits.points`;

/**
 * Whether work failed because the database cannot do it now, which no message is to blame for. If it does as much for a
 * harmless message, it was the work: something in it makes the database end the connection or the statement, and would for ever.
 */
export async function isOutage(error: unknown): Promise<boolean> {
  if (!isDatabaseUnavailable(error)) return false;
  return tryHarmless().then(
    () => false,
    () => true,
  );
}

async function tryHarmless(): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("begin");
    await writeHarmless(client);
    await client.query("rollback");
    await client.query(KEPT);
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function writeHarmless(client: pg.ClientBase): Promise<void> {
  const name = randomUUID();
  for (const statement of HARMLESS) await client.query(statement, [name]);
}

import { pool } from "../db.ts";
import { env } from "../env.ts";
import { AppError } from "../errors.ts";
import { WAKE_CHANNEL } from "../lanes.ts";
import { log } from "../log.ts";
import { type DeliveredEvent, readDelivery } from "../whatsapp/delivery.ts";
import { isSignedBy } from "../whatsapp/signature.ts";

/** The largest webhook body that is taken, in bytes: Meta's 3 MiB and some slack. */
export const MAX_DELIVERY_BYTES = 3 * 1024 * 1024 + 64 * 1024;

/** Stores events that are not known yet, and makes the lanes of new messages due, in one statement. */
const STORE = `
  with incoming as (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::text[], $7::text[], $8::bytea[])
      with ordinality as t(kind, dedupe_key, lane, wamid, payload, state, failure, raw_body, position)
  ), stored as (
    insert into webhook_events (kind, dedupe_key, lane, wamid, payload, state, failure, raw_body)
    select kind, dedupe_key, lane, wamid, payload, state, failure, raw_body from incoming order by position
    on conflict (dedupe_key) do nothing
    returning lane, state
  ), woken as (
    insert into lanes (queue, key, due_at)
    select 'inbox', lane, now() from stored where lane is not null and state = 'pending' group by lane order by lane
    on conflict (queue, key) do update set due_at = least(lanes.due_at, excluded.due_at)
  )
  select count(*)::int as stored, pg_notify('${WAKE_CHANNEL}', 'inbox') from stored`;

/**
 * Takes one webhook delivery: once this resolves, everything in it is committed, each event once however often it comes.
 * @param rawBody the bytes as received, which the signature is over
 * @param signature the `X-Hub-Signature-256` header, null where there was none
 * @throws AppError 403 `bad_signature`, 400 `invalid_webhook`; any other failure means that nothing was stored
 */
export async function receiveDelivery(rawBody: Uint8Array, signature: string | null): Promise<void> {
  requireSignature(rawBody, signature);
  const events = readDelivery(rawBody);
  if (events.length === 0) return;
  const columns = <T>(pick: (event: DeliveredEvent) => T): T[] => events.map(pick);
  const { rows } = await pool().query<{ stored: number }>(STORE, [
    columns(({ kind }) => kind),
    columns(({ dedupeKey }) => dedupeKey),
    columns(({ lane }) => lane),
    columns(({ wamid }) => wamid),
    columns(({ payload }) => JSON.stringify(payload)),
    columns(stateOf),
    columns(({ fault }) => fault),
    columns(({ rawBody }) => rawBody),
  ]);
  log().debug({ events: events.length, stored: rows[0]?.stored ?? 0 }, "a delivery was stored");
}

function requireSignature(rawBody: Uint8Array, signature: string | null): void {
  if (signature === null && env().CONNECT_DEMO) {
    log().warn("a webhook without a signature was taken, as this is the demo");
    return;
  }
  if (signature === null || !isSignedBy(rawBody, signature, env().WHATSAPP_WEBHOOK_SECRET)) {
    log().warn({ given: signature !== null }, "a webhook with a wrong signature was refused");
    throw new AppError("bad_signature", "The signature is not Meta's.", 403);
  }
}

function stateOf({ fault, phoneNumberId }: DeliveredEvent): string {
  if (fault) return "quarantined";
  const isOurs =
    phoneNumberId === null || env().CONNECT_DEMO || phoneNumberId === env().WHATSAPP_PHONE_NUMBER_ID;
  return isOurs ? "pending" : "ignored";
}

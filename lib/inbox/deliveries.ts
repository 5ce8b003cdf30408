import { createHash } from "node:crypto";
import { isRefusedAsData } from "../database/database-errors.ts";
import { pool } from "../db.ts";
import { env } from "../env.ts";
import { AppError } from "../errors.ts";
import { hintWork, type Work } from "../lanes.ts";
import { describeError, log } from "../log.ts";
import { type EventState, stateIn } from "../webhook-events.ts";
import { appSecrets } from "../whatsapp/app-secrets.ts";
import { isSignedBy } from "../whatsapp/signature.ts";
import { isLeftUnread } from "../whatsapp/webhook/left-unread.ts";
import { type Committable, groupCommit } from "./group-commit.ts";
import { keepRevisions } from "./revisions.ts";
import { readStorable, type StorableEvent } from "./storable-event.ts";

const QUARANTINED: EventState = "quarantined";

/** The largest webhook body that is taken, in bytes: Meta's 3 MiB and some slack. */
export const MAX_DELIVERY_BYTES = 3 * 1024 * 1024 + 64 * 1024;

/** A connection that has gone silent is given up after this long; Meta is told to come again. */
const QUERY_MS = 5000;

/**
 * Stores events that are not known yet, and makes the lanes of new messages due, in one statement. Ids are given in the
 * order of arrival; rows are locked in the order of their keys, so that two batches cannot wait for each other.
 */
export const STORE_EVENTS = `
  with incoming as (
    select nextval('webhook_events_id_seq') as id, t.*
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::text[], $7::text[], $8::bytea[])
      as t(kind, dedupe_key, lane, wamid, payload, state, failure, raw_body)
  ), stored as (
    insert into webhook_events (id, kind, dedupe_key, lane, wamid, payload, state, failure, raw_body)
    select id, kind, dedupe_key, lane, wamid, payload, state, failure, raw_body from incoming order by dedupe_key, id
    on conflict (dedupe_key) do nothing
    returning lane, state
  ), woken as (
    insert into lanes (queue, key, due_at)
    select 'inbox', lane, now() from stored where lane is not null and ${stateIn(["pending"], "stored")} group by lane order by lane
    on conflict (queue, key) do update set due_at = least(lanes.due_at, excluded.due_at)
  )
  select count(*)::int as stored,
    array_remove(array_agg(distinct case when ${stateIn(["pending"], "stored")}
      then case when lane is null then 'events' else 'inbox' end end), null) as waiting
  from stored`;

interface Delivery extends Committable {
  events: StorableEvent[];
}

const commit = groupCommit<Delivery>(async (deliveries) => {
  const events = deliveries.flatMap((delivery) => delivery.events);
  const columns = <T>(pick: (event: StorableEvent) => T): T[] => events.map(pick);
  const values = [
    columns(({ kind }) => kind),
    columns(({ dedupeKey }) => dedupeKey),
    columns(({ lane }) => lane),
    columns(({ wamid }) => wamid),
    columns(({ payload }) => payload),
    columns(stateOf),
    columns(({ fault }) => fault),
    columns(({ rawBody }) => rawBody),
  ];
  const query = { name: "store_events", text: STORE_EVENTS, values, query_timeout: QUERY_MS };
  const { rows } = await pool().query<{ stored: number; waiting: Work[] | null }>(query);
  for (const work of rows[0]?.waiting ?? []) hintWork(work);
  if ((rows[0]?.stored ?? 0) < events.length) await keepRevisions(events);
  log().debug(
    { deliveries: deliveries.length, events: events.length, stored: rows[0]?.stored ?? 0 },
    "deliveries were stored",
  );
});

interface DeliveryWays {
  isFromPage?: boolean;
  read?: (rawBody: Uint8Array) => StorableEvent[] | Promise<StorableEvent[]>;
}

/**
 * Takes one webhook delivery: once this resolves, each of its events is committed, exactly once. Throws 403 `bad_signature`
 * or `from_a_page`, 400 `invalid_webhook` or 503 `overloaded`; then nothing is stored.
 */
export async function receiveDelivery(
  rawBody: Uint8Array,
  signature: string | null,
  { isFromPage = false, read = readStorable }: DeliveryWays = {},
): Promise<void> {
  await requireSignature(rawBody, signature, isFromPage);
  const given = await readEvents(rawBody, read);
  const events = signature === null ? given.map(markUnsigned) : given;
  if (events.length === 0) return;
  const unread = events.filter(({ fault }) => fault).length;
  if (unread > 0)
    log().warn({ unread, of: events.length }, "events could not be read and are kept as dead letters");
  const orderKeys = [...new Set(events.flatMap(({ lane }) => lane ?? []))];
  try {
    await commit({ events, orderKeys, rows: events.length, bytes: rawBody.length });
  } catch (error) {
    if (!isRefusedAsData(error)) throw error;
    await keepUnread(rawBody, error);
  }
}

/** Notes that an event came without a signature, so that its time is not trusted. */
function markUnsigned(event: StorableEvent): StorableEvent {
  return { ...event, payload: JSON.stringify({ ...JSON.parse(event.payload), isUnsigned: true }) };
}

async function readEvents(
  rawBody: Uint8Array,
  read: (rawBody: Uint8Array) => StorableEvent[] | Promise<StorableEvent[]>,
): Promise<StorableEvent[]> {
  try {
    return await read(rawBody);
  } catch (error) {
    if (isLeftUnread(error)) {
      await keepUnread(rawBody, error);
      return [];
    }
    const isOurs = error instanceof AppError && error.status === 503;
    if (!isOurs)
      log().error(
        { bytes: rawBody.length },
        "what was signed as a webhook of WhatsApp's is none, and is refused",
      );
    throw error;
  }
}

/** Keeps a delivery that cannot be read or stored as what it was meant to be; Meta would only bring it again. */
async function keepUnread(rawBody: Uint8Array, error: unknown): Promise<void> {
  log().error({ error }, "a delivery could not be stored and is kept as it came");
  const { kind, code } = describeError(error);
  await pool().query(
    `insert into webhook_events (kind, dedupe_key, payload, raw_body, state, failure)
     values ('change', $1, '{}', $2, $4, $3) on conflict (dedupe_key) do nothing`,
    [`c:${createHash("sha256").update(rawBody).digest("hex")}`, rawBody, String(code ?? kind), QUARANTINED],
  );
}

/** Refuses a delivery that is compressed: the signature is over what was sent. `identity` says that it is not. */
export function refuseEncoding(contentEncoding: string | null | undefined): void {
  const encodings = (contentEncoding ?? "").split(",").map((encoding) => encoding.trim().toLowerCase());
  if (encodings.every((encoding) => encoding === "" || encoding === "identity")) return;
  throw new AppError("encoded_body", "Webhook bodies must not be compressed.", 415);
}

async function requireSignature(
  rawBody: Uint8Array,
  signature: string | null,
  isFromPage: boolean,
): Promise<void> {
  if (signature === null && env().CONNECT_DEMO) {
    // Any page that a developer visits can post here; it cannot sign, and it cannot hide that it is a page.
    if (isFromPage)
      throw new AppError("from_a_page", "A web page may deliver nothing without a signature.", 403);
    log().warn("a webhook without a signature was taken, as this is the demo");
    return;
  }
  if (signature === null || !isSignedBy(rawBody, signature, await appSecrets())) {
    log().warn({ given: signature !== null }, "a webhook with a wrong signature was refused");
    throw new AppError("bad_signature", "The signature isn't Meta's.", 403);
  }
}

/** What an event is stored as: only what is readable and about our own number is worked on. */
export function stateOf({
  fault,
  phoneNumberId,
}: Pick<StorableEvent, "fault" | "phoneNumberId">): EventState {
  if (fault) return "quarantined";
  const isOurs =
    phoneNumberId === null || env().CONNECT_DEMO || phoneNumberId === env().WHATSAPP_PHONE_NUMBER_ID;
  return isOurs ? "pending" : "ignored";
}

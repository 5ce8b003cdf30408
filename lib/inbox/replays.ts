import { Prisma } from "#prisma/generated/client";
import { type AuditSubject, audit } from "../audit.ts";
import { isDatabaseUnavailable } from "../database/database-errors.ts";
import { type Db, db, transaction } from "../db.ts";
import { AppError } from "../errors.ts";
import { hintWork, markLaneDue } from "../lanes.ts";
import { describeError, log } from "../log.ts";
import { becomesEvent, DEAD_LETTER, stateIn } from "../webhook-events.ts";
import { readDelivery } from "../whatsapp/webhook/delivery.ts";
import type { DeliveredEvent } from "../whatsapp/webhook/events.ts";
import { isLeftUnread } from "../whatsapp/webhook/left-unread.ts";
import { isSetAsidePayload, toDelivery } from "../whatsapp/webhook/unreadable.ts";
import { notSetAside } from "./dead-letters.ts";
import { stateOf } from "./deliveries.ts";
import { REVISION } from "./revisions.ts";

/** What became of another try: it is worked on, nothing is to be done about it, or it stays where it is and why. */
export interface Replay {
  state: "pending" | "ignored" | "quarantined";
  reason: string | null;
}

interface SetAsideRow {
  id: bigint;
  state: string;
  lane: string | null;
  payload: unknown;
  rawBody: Uint8Array | null;
  failure: string | null;
  receivedAt: Date;
}

const DEAD = Prisma.raw(stateIn(DEAD_LETTER));
const PENDING = Prisma.raw(becomesEvent("pending"));
const IGNORED = Prisma.raw(becomesEvent("ignored"));

/** Who has it tried again, and from where; nobody that we know where the command does. */
type Replayer = Pick<AuditSubject, "actorId" | "address">;

/** Reads an event that was set aside once more, by today's rules, audited. Throws 404 where there is none with this id. */
export async function replayEvent(id: bigint, by: Replayer = {}): Promise<Replay> {
  try {
    const replayed = await transaction(async (tx) => {
      const done = await replay(tx, id);
      const details = { event: String(id), state: done.state };
      await audit("set_aside_replayed", { ...by, userId: by.actorId, details }, tx);
      return done;
    });
    if (replayed.state === "pending") for (const work of ["inbox", "events"] as const) hintWork(work);
    return replayed;
  } catch (error) {
    if (isLeftUnread(error)) return { state: "quarantined", reason: "it holds too much to be read" };
    if (error instanceof AppError || isDatabaseUnavailable(error)) throw error;
    log().warn({ error, eventId: String(id) }, "an event that was set aside could not be tried again");
    const { kind, code } = describeError(error);
    return { state: "quarantined", reason: `It failed again (${code ?? kind})` };
  }
}

async function replay(tx: Db, id: bigint): Promise<Replay> {
  const [row] = await tx.$queryRaw<SetAsideRow[]>`
    select id, state, lane, payload, raw_body as "rawBody", failure, received_at as "receivedAt" from webhook_events
    where id = ${id} and ${DEAD} for update`;
  if (!row) throw notSetAside();
  if (row.failure === REVISION) return { state: "quarantined", reason: "the first version stands" };
  return row.state === "dead" ? revive(tx, row) : readAgain(tx, row);
}

async function revive(tx: Db, { id, lane }: SetAsideRow): Promise<Replay> {
  await tx.$executeRaw`
    update webhook_events set ${PENDING}, attempts = 0, failure = null, due_at = now() where id = ${id}`;
  if (lane) await markLaneDue(tx, "inbox", lane);
  return { state: "pending", reason: null };
}

async function readAgain(tx: Db, row: SetAsideRow): Promise<Replay> {
  const events = readSetAside(row);
  const sound = events.filter(({ fault }) => !fault);
  if (sound.length === 0 && events.length > 0) {
    const reason = events[0]?.fault ?? null;
    await tx.$executeRaw`
      update webhook_events set attempts = least(attempts + 1, 1000), failure = ${reason} where id = ${row.id}`;
    return { state: "quarantined", reason };
  }
  const { count } = await tx.webhookEvent.createMany({
    data: events.map((event) => toRow(event, row)),
    skipDuplicates: true,
  });
  for (const { lane } of sound) if (lane) await markLaneDue(tx, "inbox", lane);
  await tx.$executeRaw`
    update webhook_events set ${IGNORED}, failure = 'replayed', processed_at = now() where id = ${row.id}`;
  if (count === 0) return { state: "ignored", reason: "we have had it since" };
  return { state: sound.some((event) => stateOf(event) === "pending") ? "pending" : "ignored", reason: null };
}

function readSetAside({ payload, rawBody }: SetAsideRow): DeliveredEvent[] {
  if (!isSetAsidePayload(payload)) return rawBody ? readDelivery(rawBody) : [];
  const value: unknown = rawBody ? JSON.parse(new TextDecoder().decode(rawBody)) : payload.value;
  return readDelivery(toDelivery(payload, value));
}

/** As it would have been stored when it came, with its own bytes where they still tell more than the payload. */
function toRow(
  event: DeliveredEvent,
  { rawBody, receivedAt }: SetAsideRow,
): Prisma.WebhookEventCreateManyInput {
  const { kind, dedupeKey, lane, wamid, payload, fault } = event;
  return {
    kind,
    dedupeKey,
    lane,
    wamid,
    payload: payload as Prisma.InputJsonValue,
    rawBody: event.rawBody && rawBody ? Buffer.from(rawBody) : null,
    state: stateOf(event),
    failure: fault,
    receivedAt,
  };
}

/** Tries everything that was set aside once more, oldest first; how many went which way. */
export async function replayAll(): Promise<Record<Replay["state"], number>> {
  const counts = { pending: 0, ignored: 0, quarantined: 0 };
  const rows = await db().webhookEvent.findMany({
    where: {
      state: { in: [...DEAD_LETTER] },
      OR: [{ failure: null }, { failure: { not: REVISION } }],
    },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  for (const { id } of rows) {
    const { state } = await replayEvent(id);
    counts[state] += 1;
  }
  return counts;
}

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
import { isUnreadablePayload, toDelivery } from "../whatsapp/webhook/unreadable.ts";
import { notADeadLetter } from "./dead-letters.ts";
import { stateOf } from "./deliveries.ts";
import { REVISION } from "./revisions.ts";

/** How a replay went: the event is being processed, there is nothing to do, or it is still a dead letter, and why. */
export interface Replay {
  state: "pending" | "ignored" | "dead_letter";
  reason: string | null;
}

interface DeadLetterRow {
  id: bigint;
  state: string;
  lane: string | null;
  payload: unknown;
  rawBody: Uint8Array | null;
  failure: string | null;
  receivedAt: Date;
}

const DEAD_LETTERS = Prisma.raw(stateIn(DEAD_LETTER));
const PENDING = Prisma.raw(becomesEvent("pending"));
const IGNORED = Prisma.raw(becomesEvent("ignored"));

/** Who has it tried again, and from where; nobody that we know where the command does. */
type Replayer = Pick<AuditSubject, "actorId" | "address">;

/** Tries a dead letter once more, by today's rules, audited. Throws 404 when no dead letter has this ID. */
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
    if (isLeftUnread(error)) return { state: "dead_letter", reason: "it is too large to read" };
    if (error instanceof AppError || isDatabaseUnavailable(error)) throw error;
    log().warn({ error, eventId: String(id) }, "a dead letter could not be replayed");
    const { kind, code } = describeError(error);
    return { state: "dead_letter", reason: `it failed again (${code ?? kind})` };
  }
}

async function replay(tx: Db, id: bigint): Promise<Replay> {
  const [row] = await tx.$queryRaw<DeadLetterRow[]>`
    select id, state, lane, payload, raw_body as "rawBody", failure, received_at as "receivedAt" from webhook_events
    where id = ${id} and ${DEAD_LETTERS} for update`;
  if (!row) throw notADeadLetter();
  if (row.failure === REVISION)
    return { state: "dead_letter", reason: "the first version of the message counts" };
  return row.state === "dead" ? revive(tx, row) : readAgain(tx, row);
}

async function revive(tx: Db, { id, lane }: DeadLetterRow): Promise<Replay> {
  await tx.$executeRaw`
    update webhook_events set ${PENDING}, attempts = 0, failure = null, due_at = now() where id = ${id}`;
  if (lane) await markLaneDue(tx, "inbox", lane);
  return { state: "pending", reason: null };
}

async function readAgain(tx: Db, row: DeadLetterRow): Promise<Replay> {
  const events = readDeadLetter(row);
  const sound = events.filter(({ fault }) => !fault);
  if (sound.length === 0 && events.length > 0) {
    const reason = events[0]?.fault ?? null;
    await tx.$executeRaw`
      update webhook_events set attempts = least(attempts + 1, 1000), failure = ${reason} where id = ${row.id}`;
    return { state: "dead_letter", reason };
  }
  const { count } = await tx.webhookEvent.createMany({
    data: events.map((event) => toRow(event, row)),
    skipDuplicates: true,
  });
  for (const { lane } of sound) if (lane) await markLaneDue(tx, "inbox", lane);
  await tx.$executeRaw`
    update webhook_events set ${IGNORED}, failure = 'replayed', processed_at = now() where id = ${row.id}`;
  if (count === 0) return { state: "ignored", reason: "we already have it" };
  return { state: sound.some((event) => stateOf(event) === "pending") ? "pending" : "ignored", reason: null };
}

function readDeadLetter({ payload, rawBody }: DeadLetterRow): DeliveredEvent[] {
  if (!isUnreadablePayload(payload)) return rawBody ? readDelivery(rawBody) : [];
  const value: unknown = rawBody ? JSON.parse(new TextDecoder().decode(rawBody)) : payload.value;
  return readDelivery(toDelivery(payload, value));
}

/** As it would have been stored when it came, with its own bytes where they still tell more than the payload. */
function toRow(
  event: DeliveredEvent,
  { rawBody, receivedAt }: DeadLetterRow,
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

/** Replays all dead letters, oldest first; how many went which way. */
export async function replayAll(): Promise<Record<Replay["state"], number>> {
  const counts = { pending: 0, ignored: 0, dead_letter: 0 };
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

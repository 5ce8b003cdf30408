import { db } from "../db.ts";
import { AppError } from "../errors.ts";
import { DEAD_LETTER } from "../webhook-events.ts";
import { REVISION } from "./revisions.ts";
import { shapeOf } from "./shape.ts";

/** An event that couldn't be processed. */
export interface DeadLetter {
  id: bigint;
  /** `unreadable` events couldn't be read, `failed` ones failed after all retries. */
  state: "unreadable" | "failed";
  kind: string;
  /** Why, in plain words. */
  reason: string;
  /** Its structure, without its content. */
  shape: string;
  /** What it says, as it came; null for who may not see that. */
  raw: string | null;
  /** Whether another try can change anything. */
  isReplayable: boolean;
  attempts: number;
  receivedAt: Date;
}

const MAX_RAW = 4000;

/** The refusal of an ID that no dead letter has. */
export function notADeadLetter(): AppError {
  return new AppError("not_a_dead_letter", "No dead letter has this ID.", 404);
}

/** The id of an event as it is written in an address; throws 404 for what can be none. */
export function requireEventId(written: string): bigint {
  if (!/^\d{1,18}$/.test(written)) throw notADeadLetter();
  return BigInt(written);
}

/** The newest dead letters, and how many there are of each kind. `withRaw` also gives what they say. */
export async function listDeadLetters(
  limit: number,
  withRaw: boolean,
): Promise<{ events: DeadLetter[]; unreadable: number; failed: number }> {
  const [rows, unreadable, failed] = await Promise.all([
    db().webhookEvent.findMany({
      where: { state: { in: [...DEAD_LETTER] } },
      orderBy: { id: "desc" },
      take: limit,
    }),
    db().webhookEvent.count({ where: { state: "quarantined" } }),
    db().webhookEvent.count({ where: { state: "dead" } }),
  ]);
  const events = rows.map((row): DeadLetter => {
    const raw = row.rawBody ? new TextDecoder().decode(row.rawBody) : JSON.stringify(row.payload);
    return {
      id: row.id,
      state: row.state === "dead" ? "failed" : "unreadable",
      kind: row.kind,
      reason: explainReason(row.failure, row.state, row.attempts),
      shape: shapeOf(innermost(row.payload)),
      raw: withRaw ? raw.slice(0, MAX_RAW) : null,
      isReplayable: row.failure !== REVISION,
      attempts: row.attempts,
      receivedAt: row.receivedAt,
    };
  });
  return { events, unreadable, failed };
}

function innermost(payload: unknown): unknown {
  if (typeof payload !== "object" || payload === null) return payload;
  if ("what" in payload && "value" in payload) return payload.value;
  if ("message" in payload) return payload.message;
  return "status" in payload ? payload.status : payload;
}

function explainReason(failure: string | null, state: string, attempts: number): string {
  if (failure === REVISION)
    return "This is a second version of a message that we already have. The first one counts.";
  if (state === "dead" && failure === "worker_died")
    return `The worker stopped while processing it, ${attempts} times.`;
  if (state === "dead") return `It failed ${attempts} times (${failure ?? "unknown reason"}).`;
  if (failure === "too_many_events" || failure === "too_many_values" || failure === "reading_too_slow")
    return "This delivery is too large to read. It's kept as it came.";
  if (failure && /^[\w.]+$/.test(failure)) return `The database refused it (${failure}).`;
  const words = failure ?? "unknown reason";
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

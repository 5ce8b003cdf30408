import type { StatusReport } from "../whatsapp/webhook/status.ts";
import { RANK } from "./states.ts";

/** What must be known of a message to tell what its statuses make of it. */
export interface StoredMessage {
  id: string;
  wamid: string | null;
  rank: number;
  status: string;
}

/** What some status reports make of one message; a time is the earliest that they tell, the failure that of the shown state. */
export interface MessageChange extends StoredMessage {
  acceptedAt: Date;
  sentAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  failedAt: Date | null;
  failure: StatusReport["error"];
  /** The earliest attempt that Meta carried out, as far as is told. */
  attempt: number | null;
}

/** Whether a report was applied, is about no message that we know (yet), or brings an id of Meta's that another message has. */
export type StatusOutcome = "applied" | "unmatched" | "contradictory";

/** Brings status reports together, in their order, into one change for each message; the same as one after the other. */
export function foldReports(
  messages: readonly StoredMessage[],
  reports: readonly StatusReport[],
): { outcomes: StatusOutcome[]; changes: MessageChange[] } {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const idByWamid = new Map(messages.flatMap(({ id, wamid }) => (wamid ? [[wamid, id] as const] : [])));
  const changes = new Map<string, MessageChange>();

  const outcomes = reports.map((report): StatusOutcome => {
    const own = report.outboundId ? byId.get(report.outboundId) : undefined;
    const message = own ?? byId.get(idByWamid.get(report.wamid) ?? "");
    if (!message) return "unmatched";
    const change = changes.get(message.id) ?? unchanged(message, report.at);
    if (change.wamid === null) {
      if (idByWamid.has(report.wamid)) return "contradictory";
      change.wamid = report.wamid;
      idByWamid.set(report.wamid, message.id);
    }
    note(change, report);
    changes.set(message.id, change);
    return "applied";
  });
  return { outcomes, changes: [...changes.values()] };
}

function unchanged(message: StoredMessage, acceptedAt: Date): MessageChange {
  const never = { sentAt: null, deliveredAt: null, readAt: null, failedAt: null };
  return { ...message, ...never, acceptedAt, failure: null, attempt: null };
}

function note(change: MessageChange, { status, at, error, attempt }: StatusReport): void {
  if (attempt !== null) change.attempt = Math.min(attempt, change.attempt ?? attempt);
  if (status === "sent") change.sentAt = earliest(change.sentAt, at);
  if (status === "delivered" || status === "read") change.deliveredAt = earliest(change.deliveredAt, at);
  if (status === "read") change.readAt = earliest(change.readAt, at);
  if (status === "failed") change.failedAt = earliest(change.failedAt, at);
  if (RANK[status] <= change.rank) return;
  change.rank = RANK[status];
  change.status = status;
  change.failure = status === "failed" ? error : null;
}

function earliest(known: Date | null, at: Date): Date {
  return known && known <= at ? known : at;
}

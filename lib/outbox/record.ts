import { db, pool } from "../db.ts";
import { foreignName } from "../people/foreign-names.ts";
import { explainFailure } from "./outcome-words.ts";
import { mayResend } from "./resend.ts";
import { type MessageStatus, statusIn } from "./states.ts";

/** One message of either direction, as the console shows it. */
export interface RecordedMessage {
  id: string;
  direction: "outbound" | "inbound";
  /** What the person's WhatsApp calls itself, as it may be shown. */
  personName: string | null;
  /** What the school calls them, where they are linked. */
  accountName: string | null;
  phone: string | null;
  text: string | null;
  kind: string;
  templateName: string | null;
  status: MessageStatus | "received";
  failure: string | null;
  /** Whether staff may decide to send it again. */
  mayResend: boolean;
  wamid: string | null;
  sentBy: string | null;
  sentByUserId: string | null;
  createdAt: Date;
  deliveredAt: Date | null;
  readAt: Date | null;
  failedAt: Date | null;
}

const person = {
  select: { whatsappName: true, whatsappPhone: true, isLinked: true, user: { select: { name: true } } },
} as const;

function namesOf(
  row: { whatsappName: string | null; isLinked: boolean; user: { name: string } | null } | null,
) {
  return {
    personName: foreignName(row?.whatsappName ?? null),
    accountName: (row?.isLinked && row.user?.name) || null,
  };
}

/** The newest messages of one direction or both, newest first. */
export async function listMessages(
  limit: number,
  direction?: "inbound" | "outbound",
): Promise<RecordedMessage[]> {
  const [sent, received] = await Promise.all([
    direction === "inbound" ? [] : listOutbound(limit),
    direction === "outbound" ? [] : listInbound(limit),
  ]);
  return [...sent, ...received].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).slice(0, limit);
}

const WAITS = "Waits for an earlier message to the same student.";

/** Those of some messages that wait for an earlier one of their lane. */
const BEHIND = `
  select id from outbound_messages as message
  where id = any($1::uuid[]) and due_at is not null and ${statusIn(["queued"], "message")} and exists (
    select from outbound_messages as earlier
    where earlier.lane = message.lane and earlier.queue = message.queue and earlier.due_at is not null
      and earlier.sequence < message.sequence)`;

async function findBehind(rows: { id: string; status: string }[]): Promise<Set<string>> {
  const queued = rows.filter(({ status }) => status === "queued").map(({ id }) => id);
  if (queued.length === 0) return new Set();
  const { rows: behind } = await pool().query<{ id: string }>(BEHIND, [queued]);
  return new Set(behind.map(({ id }) => id));
}

async function listOutbound(limit: number): Promise<RecordedMessage[]> {
  const rows = await db().outboundMessage.findMany({
    take: limit,
    orderBy: { createdAt: "desc" },
    include: { whatsappUser: person, sentBy: { select: { name: true } } },
  });
  const behind = await findBehind(rows);
  return rows.map((row) => ({
    id: row.id,
    direction: "outbound",
    ...namesOf(row.whatsappUser),
    phone: row.whatsappUser?.whatsappPhone ?? row.toPhone,
    text: row.sourceWamid ? withoutToken(row.text) : row.text,
    kind: row.kind,
    templateName: row.templateName,
    status: row.status as MessageStatus,
    failure: explainFailure(row) ?? (behind.has(row.id) ? WAITS : null),
    mayResend: mayResend(row),
    wamid: row.wamid,
    sentBy: row.sentBy?.name ?? null,
    sentByUserId: row.sentByUserId,
    createdAt: row.createdAt,
    deliveredAt: row.deliveredAt,
    readAt: row.readAt,
    failedAt: row.failedAt,
  }));
}

/** A reply's text never had its token; who reads it is told so. */
function withoutToken(text: string | null): string | null {
  return text?.replaceAll("{token}", "(hidden)") ?? null;
}

async function listInbound(limit: number): Promise<RecordedMessage[]> {
  const rows = await db().inboundMessage.findMany({
    take: limit,
    orderBy: { receivedAt: "desc" },
    include: { whatsappUser: person },
  });
  return rows.map((row) => ({
    id: row.wamid,
    direction: "inbound",
    ...namesOf(row.whatsappUser),
    phone: row.whatsappUser.whatsappPhone,
    text: row.text,
    kind: row.type,
    templateName: null,
    status: "received",
    failure: null,
    mayResend: false,
    wamid: row.wamid,
    sentBy: null,
    sentByUserId: null,
    createdAt: row.receivedAt,
    deliveredAt: null,
    readAt: null,
    failedAt: null,
  }));
}

import { randomUUID } from "node:crypto";
import { requireActOn } from "../auth/staff-acts.ts";
import { coalesce } from "../coalesce.ts";
import { type Db, databaseNow, transaction } from "../db.ts";
import { AppError } from "../errors.ts";
import { type Gate, passGate } from "../gate.ts";
import { hintWork } from "../lanes.ts";
import { windowState } from "../people/window.ts";
import { requireFittingTemplate, withFreshTemplates } from "../templates/template-fit.ts";
import { listKeptTemplates } from "../templates/templates.ts";
import type { MessageContent } from "../whatsapp/client.ts";
import { isApproved } from "../whatsapp/templates/approval.ts";
import { consentRefusal, requireConsent, type StaffConsent } from "./marketing.ts";
import { queueStaffMessage, type Recipient } from "./outbound.ts";
import { expectNews } from "./outcome-news.ts";
import { explainFailure, explainOpenBreaker, type KeptFailure } from "./outcome-words.ts";
import { findProgress, type Progress } from "./progress.ts";
import { bindSendKey, type SendKey } from "./send-keys.ts";
import { findOpenBreaker, type OpenBreaker } from "./sending/circuit-breaker.ts";
import { WINDOW_CLOSED } from "./sending/outgoing.ts";
import { findStanding } from "./standing.ts";
import type { MessageStatus } from "./states.ts";

/** What is known of a staff message when its sender gets the response; `reason` is why it still waits, in plain words. */
export interface SendResult {
  id: string;
  status: MessageStatus;
  wamid: string | null;
  reason: string | null;
}

/** How a person agreed to get marketing, if the sender says so, and the network address that the message is sent from. */
interface SendingWith {
  consent?: StaffConsent | null;
  address?: string;
}

const PATIENCE_MS = 12_000;

/** How often who waits for an outcome looks by themselves, should the news of it be lost. */
const LOOK_MS = 1500;

/** How many looks share a statement. */
const LOOKS_AT_ONCE = 500;

/** How many messages are queued at the same time, so that hundreds at once leave connections for everybody else. */
const QUEUEING: Gate = { inside: 3 };

/**
 * Queues a message and waits up to 12 seconds for the worker to send it, unless it is clear that it has to wait; a key that
 * was used before returns its first outcome. Throws 403, 409 or 422 with the reason.
 */
export async function sendStaffMessage(
  recipient: Recipient,
  content: MessageContent,
  sentByUserId: string,
  sendKey: SendKey | null = null,
  { consent = null, address }: SendingWith = {},
): Promise<SendResult> {
  const newId = randomUUID();
  const queue = async (tx: Db) => {
    const boundId = sendKey ? await bindSendKey(tx, sentByUserId, sendKey, newId) : newId;
    if (boundId !== newId) return boundId;
    if (recipient.person) await requireActOn(tx, "write", sentByUserId, recipient.person.id);
    const now = await databaseNow(tx);
    const standing = await findStanding(tx, recipient);
    if (content.kind === "text") await requireOpenWindow(standing.lastInboundAt, now);
    await requireFittingTemplate(tx, content);
    const sender = { sentByUserId, address, messageId: newId };
    const agreed = await requireConsent(tx, recipient, standing, content, consent, sender);
    return queueStaffMessage(tx, agreed, content, { id: newId, sentByUserId, now });
  };
  const id = await withFreshTemplates(() => passGate(QUEUEING, "", () => transaction(queue)));
  if (id === newId) hintWork("outbox");
  return waitForOutcome(id);
}

async function requireOpenWindow(lastInboundAt: Date | null, now: Date): Promise<void> {
  if (windowState(lastInboundAt, now) !== "closed") return;
  const { templates } = await listKeptTemplates();
  const sendable = templates.filter(isApproved);
  throw new AppError("window_closed", WINDOW_CLOSED, 409, {
    members: { templates: sendable.map(({ name, language }) => ({ name, language })) },
  });
}

/** Waits as `sendStaffMessage` does for what comes of a queued message; holds no connection meanwhile. */
export async function waitForOutcome(id: string, until = Date.now() + PATIENCE_MS): Promise<SendResult> {
  const news = expectNews(id);
  try {
    for (;;) {
      const { row, openBreaker } = await look(id);
      const { status, wamid, heldUp } = row;
      if (status === "failed" && wamid === null) throw refusal(row);
      const isWaiting = status === "sending" || (status === "queued" && row.failureCode === null);
      const patience = until - Date.now();
      if (!isWaiting || patience <= 0) return { id, status, wamid, reason: explainFailure(row) };
      if (openBreaker && status === "queued")
        return { id, status, wamid, reason: explainOpenBreaker(openBreaker) };
      if (heldUp) return { id, status, wamid, reason: explainFailure(heldUp) };
      await news.next(Math.min(LOOK_MS, patience));
    }
  } finally {
    news.end();
  }
}

interface Seen {
  row: Progress;
  openBreaker: OpenBreaker | null;
}

/** What is known of a message, and of sending; those who look at the same time share a statement. */
const look = coalesce<string, Seen>(LOOKS_AT_ONCE, async (ids) => {
  const [rows, openBreaker] = await Promise.all([findProgress(ids), findOpenBreaker()]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = byId.get(id);
    if (!row) throw new Error("A message that was queued is gone.");
    return { row, openBreaker };
  });
});

function refusal(row: KeptFailure): AppError {
  const message = explainFailure(row) ?? "WhatsApp refused this message.";
  const { failureCode } = row;
  if (failureCode === "window_closed") return new AppError(failureCode, message, 409);
  const unwanted = consentRefusal(failureCode);
  if (unwanted) return unwanted;
  const members = { graph_code: Number.parseInt(String(failureCode), 10) || null };
  return new AppError("refused_by_whatsapp", message, 422, { members });
}

import { setTimeout as pause } from "node:timers/promises";
import { databaseNow, db, transaction } from "../db.ts";
import { AppError } from "../errors.ts";
import type { MessageContent } from "../whatsapp/client.ts";
import { explain } from "../whatsapp/errors.ts";
import { requireConsent } from "./consent.ts";
import { queueStaffMessage, type Recipient } from "./outbound.ts";
import { WINDOW_CLOSED } from "./outbox.ts";
import type { MessageStatus } from "./states.ts";
import { listKeptTemplates } from "./templates.ts";
import { windowState } from "./window.ts";

/** What is known of a staff message when its sender is answered. */
export interface SendResult {
  id: string;
  status: MessageStatus;
  wamid: string | null;
}

const PATIENCE_MS = 12_000;
const LOOK_MS = 40;

/**
 * Queues a message and waits until the worker has tried to send it, for 12 seconds at the most.
 * Throws 409 `window_closed` or `opted_out` without asking Meta, 422 `refused_by_whatsapp` with Meta's reason in plain words.
 */
export async function sendStaffMessage(
  recipient: Recipient,
  content: MessageContent,
  sentByUserId: string,
): Promise<SendResult> {
  const id = await transaction(async (tx) => {
    const now = await databaseNow(tx);
    if (content.kind === "text" && recipient.person)
      await requireOpenWindow(recipient.person.lastInboundAt, now);
    await requireConsent(tx, recipient, content);
    return queueStaffMessage(tx, recipient, content, sentByUserId, now);
  });
  return waitForOutcome(id, Date.now() + PATIENCE_MS);
}

async function requireOpenWindow(lastInboundAt: Date | null, now: Date): Promise<void> {
  if (windowState(lastInboundAt, now) !== "closed") return;
  const { templates } = await listKeptTemplates();
  const sendable = templates.filter(({ status }) => status === "APPROVED");
  throw new AppError("window_closed", WINDOW_CLOSED, 409, {
    members: { templates: sendable.map(({ name, language }) => ({ name, language })) },
  });
}

async function waitForOutcome(id: string, until: number): Promise<SendResult> {
  for (;;) {
    const row = await db().outboundMessage.findUniqueOrThrow({
      where: { id },
      select: {
        status: true,
        wamid: true,
        attempts: true,
        failureCode: true,
        failureTitle: true,
        failureDetails: true,
      },
    });
    const status = row.status as MessageStatus;
    if (status === "failed") throw refusal(row);
    const isTried = row.attempts > 0 && status !== "sending";
    if (isTried || Date.now() > until) return { id, status, wamid: row.wamid };
    await pause(LOOK_MS);
  }
}

function refusal(row: {
  failureCode: string | null;
  failureTitle: string | null;
  failureDetails: string | null;
}): AppError {
  const message = explainFailure(row) ?? "WhatsApp refused this message.";
  if (row.failureCode === "window_closed") return new AppError("window_closed", message, 409);
  const members = { graph_code: Number(row.failureCode) || null };
  return new AppError("refused_by_whatsapp", message, 422, { members });
}

/** Why a message failed or still waits, in plain words; null when it did neither. */
export function explainFailure(row: {
  failureCode: string | null;
  failureTitle: string | null;
  failureDetails: string | null;
}): string | null {
  const { failureCode, failureTitle, failureDetails } = row;
  if (failureCode === null) return null;
  if (/^\d+$/.test(failureCode)) return explain(Number(failureCode), failureDetails);
  if (failureCode === "unconfirmed")
    return "WhatsApp did not confirm this message; it may or may not have arrived.";
  return /^[A-Z]/.test(failureCode) ? "WhatsApp cannot be reached just now; we keep trying." : failureTitle;
}

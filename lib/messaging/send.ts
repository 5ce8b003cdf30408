import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type Db, databaseNow, db, transaction } from "../db.ts";
import { AppError } from "../errors.ts";
import type { MessageContent } from "../whatsapp/client.ts";
import { findShut } from "./gate.ts";
import { consentRefusal, requireConsent, type StaffConsent } from "./marketing.ts";
import { queueStaffMessage, type Recipient } from "./outbound.ts";
import { explainFailure, type KeptFailure, SHUT_WORDS } from "./outcome-words.ts";
import { WINDOW_CLOSED } from "./outgoing.ts";
import { bindSendKey, type SendKey } from "./send-keys.ts";
import { findStanding } from "./standing.ts";
import type { MessageStatus } from "./states.ts";
import { requireFittingTemplate, withFreshTemplates } from "./template-fit.ts";
import { listKeptTemplates } from "./templates.ts";
import { windowState } from "./window.ts";

/** What is known of a staff message when its sender is answered; `reason` is why it still waits, in plain words. */
export interface SendResult {
  id: string;
  status: MessageStatus;
  wamid: string | null;
  reason: string | null;
}

/** How a person agreed to get marketing, if the sender says so, and the network address that the message is sent from. */
export interface SendingWith {
  consent?: StaffConsent | null;
  address?: string;
}

const PATIENCE_MS = 12_000;
const LOOK_MS = 40;

/** How many looks at the message go by between two at whether sending is shut. */
const LOOKS_PER_SHUT = 10;

/**
 * Queues a message and waits until the worker has tried to send it, for 12 seconds at the most, or knows that nothing can
 * be sent just now. With a key that was used before, nothing is queued and the outcome of the message then is told.
 * Throws 409 `window_closed`, `opted_out` or `no_consent` and 422 `template_unfit` without asking Meta, 422 `refused_by_whatsapp` with
 * Meta's reason, 409 `idempotency_conflict`.
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
    const now = await databaseNow(tx);
    const standing = await findStanding(tx, recipient);
    if (content.kind === "text") await requireOpenWindow(standing.lastInboundAt, now);
    await requireFittingTemplate(tx, content);
    const sender = { sentByUserId, address, messageId: newId };
    const agreed = await requireConsent(tx, recipient, standing, content, consent, sender);
    return queueStaffMessage(tx, agreed, content, { id: newId, sentByUserId, now });
  };
  return waitForOutcome(await withFreshTemplates(() => transaction(queue)));
}

async function requireOpenWindow(lastInboundAt: Date | null, now: Date): Promise<void> {
  if (windowState(lastInboundAt, now) !== "closed") return;
  const { templates } = await listKeptTemplates();
  const sendable = templates.filter(({ status }) => status === "APPROVED");
  throw new AppError("window_closed", WINDOW_CLOSED, 409, {
    members: { templates: sendable.map(({ name, language }) => ({ name, language })) },
  });
}

/** Waits as `sendStaffMessage` does for what comes of a queued message. */
export async function waitForOutcome(id: string, until = Date.now() + PATIENCE_MS): Promise<SendResult> {
  for (let looks = 0; ; looks++) {
    const row = await db().outboundMessage.findUniqueOrThrow({
      where: { id },
      select: { status: true, wamid: true, failureCode: true, failureTitle: true, failureDetails: true },
    });
    const { wamid } = row;
    const status = row.status as MessageStatus;
    if (status === "failed" && wamid === null) throw refusal(row);
    const isWaiting = status === "sending" || (status === "queued" && row.failureCode === null);
    const shut = isWaiting && looks % LOOKS_PER_SHUT === 0 ? await findShut() : null;
    if (!isWaiting || Date.now() > until) return { id, status, wamid, reason: explainFailure(row) };
    if (shut && status === "queued") return { id, status, wamid, reason: SHUT_WORDS[shut.reason] };
    await pause(LOOK_MS);
  }
}

function refusal(row: KeptFailure): AppError {
  const message = explainFailure(row) ?? "WhatsApp refused this message.";
  const { failureCode } = row;
  if (failureCode === "window_closed") return new AppError(failureCode, message, 409);
  const unwanted = consentRefusal(failureCode);
  if (unwanted) return unwanted;
  const members = { graph_code: Number(failureCode) || null };
  return new AppError("refused_by_whatsapp", message, 422, { members });
}

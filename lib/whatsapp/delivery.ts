import { createHash } from "node:crypto";
import { z } from "zod";
import { AppError } from "../errors.ts";
import { storable } from "./storable.ts";

/** One thing that a webhook delivery reports, ready to be stored: `payload` is Meta's JSON, made fit for jsonb. */
export interface DeliveredEvent {
  kind: "message" | "status" | "change";
  /** Equal for every repeat of the same event: `m:<wamid>`, `s:<wamid>:<status>:<timestamp>`, else a hash. */
  dedupeKey: string;
  /** Whose turn it waits for: messages of one sender are worked on in order. Null where order does not matter. */
  lane: string | null;
  wamid: string | null;
  payload: Record<string, unknown>;
  /** Why it cannot be worked on; it is then kept as quarantined. */
  fault: string | null;
  /** The business number that it is about; null where Meta names none. */
  phoneNumberId: string | null;
}

/** The frame that every webhook of WhatsApp comes in; what is in an entry is looked at one by one. */
export const envelope = z.looseObject({
  object: z.literal("whatsapp_business_account"),
  entry: z.array(z.unknown()),
});
const entrySchema = z.looseObject({ changes: z.array(z.unknown()).default([]) });
const changeSchema = z.looseObject({ field: z.string(), value: z.record(z.string(), z.unknown()) });
const metadataSchema = z.looseObject({ phone_number_id: z.string() });
const senderId = z.string().min(1).max(160);
const messageSchema = z
  .looseObject({
    id: z.string().min(1).max(256),
    type: z.string().max(64),
    from: senderId.optional(),
    from_user_id: senderId.optional(),
  })
  .refine(({ from, from_user_id, type }) => from ?? from_user_id ?? type === "system", "names no sender");
const statusSchema = z.looseObject({
  id: z.string().min(1).max(256),
  status: z.string().min(1).max(32),
  timestamp: z.union([z.string().max(32), z.number()]).optional(),
});

/**
 * Takes a webhook body apart into its events. Source of the shapes: Meta's Cloud API webhook reference.
 * Throws 400 `invalid_webhook` unless it is JSON in WhatsApp's envelope; one bad event does not spoil the others.
 */
export function readDelivery(rawBody: Uint8Array): DeliveredEvent[] {
  const parsed = envelope.safeParse(parseJson(rawBody));
  if (!parsed.success) throw new AppError("invalid_webhook", "This is not a WhatsApp webhook.", 400);
  return parsed.data.entry.flatMap(readEntry);
}

function parseJson(rawBody: Uint8Array): unknown {
  try {
    return storable(JSON.parse(new TextDecoder().decode(rawBody)));
  } catch (cause) {
    throw new AppError("invalid_webhook", "This is not a WhatsApp webhook.", 400, { cause });
  }
}

function readEntry(entry: unknown): DeliveredEvent[] {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) return [unreadable(entry, "the entry has no list of changes")];
  return parsed.data.changes.flatMap(readChange);
}

function readChange(change: unknown): DeliveredEvent[] {
  const parsed = changeSchema.safeParse(change);
  if (!parsed.success) return [unreadable(change, "the change has no field or value")];
  const { field, value } = parsed.data;
  const phoneNumberId = metadataSchema.safeParse(value.metadata).data?.phone_number_id ?? null;
  if (field !== "messages") return [{ ...unreadable(parsed.data, null), phoneNumberId }];
  const messages = listOf(value.messages).map((message) => readMessage(message, value));
  const statuses = listOf(value.statuses).map(readStatus);
  const errors = listOf(value.errors).map((error) => unreadable({ field: "errors", value: error }, null));
  return [...messages, ...statuses, ...errors].map((event) => ({ ...event, phoneNumberId }));
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function readMessage(message: unknown, value: Record<string, unknown>): DeliveredEvent {
  const parsed = messageSchema.safeParse(message);
  if (!parsed.success)
    return unreadable({ field: "messages", value: message }, "the message has no id, type or sender");
  const { id, from, from_user_id } = parsed.data;
  return {
    kind: "message",
    dedupeKey: `m:${id}`,
    lane: from_user_id ?? from ?? `system:${id}`.slice(0, 200),
    wamid: id,
    payload: { message: parsed.data, contacts: listOf(value.contacts) },
    fault: null,
    phoneNumberId: null,
  };
}

function readStatus(status: unknown): DeliveredEvent {
  const parsed = statusSchema.safeParse(status);
  if (!parsed.success)
    return unreadable({ field: "statuses", value: status }, "the status has no id, state or time");
  const { id, status: state, timestamp } = parsed.data;
  return {
    kind: "status",
    dedupeKey: `s:${id}:${state}:${timestamp ?? ""}`,
    lane: null,
    wamid: id,
    payload: { status: parsed.data },
    fault: null,
    phoneNumberId: null,
  };
}

function unreadable(value: unknown, fault: string | null): DeliveredEvent {
  const payload = z.record(z.string(), z.unknown()).safeParse(value).data ?? { value };
  const digest = createHash("sha256").update(JSON.stringify(payload)).digest("hex");
  return {
    kind: "change",
    dedupeKey: `c:${digest}`,
    lane: null,
    wamid: null,
    payload,
    fault,
    phoneNumberId: null,
  };
}

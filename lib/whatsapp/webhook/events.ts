import { createHash } from "node:crypto";
import { z } from "zod";
import { identifier, optional, optionalText } from "../optional.ts";
import { isAddress, toAddress } from "../people.ts";
import { isOwnNumber } from "./echo.ts";
import { laneOfNotice } from "./identity-change.ts";
import { listOf, type MessageContext, readMessageContext } from "./message-context.ts";
import type { JsonPath } from "./raw-json.ts";
import type { UnreadablePayload } from "./unreadable.ts";

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
  /** Its own bytes as received, where `payload` does not say the same: it could not be read, or had to be altered. */
  rawBody: Uint8Array | null;
}

/** An event as it is found in a delivery, with the way to it. */
type FoundEvent = Omit<DeliveredEvent, "rawBody"> & { path: JsonPath };

const entrySchema = z.object({
  time: z.unknown().optional(),
  changes: z.array(z.unknown()).nullish(),
});
const changeSchema = z.object({ field: z.string(), value: z.custom<Record<string, unknown>>(isObject) });
const metadataSchema = z.object({ phone_number_id: optionalText });
const messageSchema = z
  .object({
    id: z.string().min(1).max(256),
    type: z.string().max(64),
    from: identifier,
    from_user_id: identifier,
  })
  .refine(
    ({ from, from_user_id, type }) => type === "system" || isAddress(toAddress(from, from_user_id)),
    "names no sender",
  );
const statusSchema = z.object({
  id: z.string().min(1).max(256),
  status: z.string().min(1).max(32),
  timestamp: optional(z.union([z.string().max(32), z.number()])),
});

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** All that was given, as it was given: what of it is blank or odd is left out when it is read. */
function whole(given: unknown, known: Record<string, unknown>): Record<string, unknown> {
  return isObject(given) ? given : known;
}

/** The events of one entry of a delivery; what cannot be read is one as well, with its fault. */
export function readEntry(entry: unknown, path: JsonPath): FoundEvent[] {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) return [unreadable("entry", entry, "the entry has no list of changes", path)];
  const { time, changes } = parsed.data;
  return (changes ?? []).flatMap((change, at) => readChange(change, [...path, "changes", at], time));
}

function readChange(change: unknown, path: JsonPath, time: unknown): FoundEvent[] {
  const parsed = changeSchema.safeParse(change);
  if (!parsed.success) return [unreadable("change", change, "the change has no field or value", path)];
  const { field, value } = parsed.data;
  const phoneNumberId = metadataSchema.safeParse(value.metadata).data?.phone_number_id?.slice(0, 64) ?? null;
  if (field !== "messages")
    return [{ ...otherChange(whole(change, parsed.data), path, time), phoneNumberId }];
  const context = readMessageContext(value);
  const find = <T>(list: "messages" | "statuses" | "errors", read: (member: unknown, path: JsonPath) => T) =>
    listOf(value[list]).map((member, at) =>
      read(member, [...path, "value", list, ...(Array.isArray(value[list]) ? [at] : [])]),
    );
  return [
    ...find("messages", (message, at) => readMessage(message, context, at)),
    ...find("statuses", (status, at) => readStatus(status, context, at)),
    ...find("errors", (error, at) => otherChange({ field: "errors", value: error }, at)),
  ].map((event) => ({ ...event, phoneNumberId }));
}

function readMessage(message: unknown, context: MessageContext, path: JsonPath): FoundEvent {
  const parsed = messageSchema.safeParse(message);
  if (!parsed.success)
    return unreadable("messages", message, "the message has no id, type or sender", path, context);
  const { id, from, from_user_id } = parsed.data;
  if (isOwnNumber(from, context.metadata))
    return otherChange({ field: "message_echoes", value: whole(message, parsed.data) }, path);
  return {
    kind: "message",
    dedupeKey: `m:${id}`,
    lane: laneOfNotice(message) ?? from_user_id ?? from ?? `system:${id}`.slice(0, 200),
    wamid: id,
    payload: { message: whole(message, parsed.data), contacts: context.contactsFor(message) ?? [] },
    fault: null,
    phoneNumberId: null,
    path,
  };
}

function readStatus(status: unknown, context: MessageContext, path: JsonPath): FoundEvent {
  const parsed = statusSchema.safeParse(status);
  if (!parsed.success)
    return unreadable("statuses", status, "the status has no id, state or time", path, context);
  const { id, status: state, timestamp } = parsed.data;
  return {
    kind: "status",
    dedupeKey: `s:${id}:${state}:${timestamp ?? ""}`,
    lane: null,
    wamid: id,
    payload: { status: whole(status, parsed.data) },
    fault: null,
    phoneNumberId: null,
    path,
  };
}

/** A change that has no id: the time that Meta gives its entry tells it from the same change another day, not from a retry. */
function otherChange(payload: Record<string, unknown>, path: JsonPath, time?: unknown): FoundEvent {
  const isTime = typeof time === "number" || (typeof time === "string" && time.length <= 32);
  return {
    kind: "change",
    dedupeKey: `c:${createHash("sha256")
      .update(JSON.stringify({ ...payload, time: isTime ? time : undefined }))
      .digest("hex")}`,
    lane: null,
    wamid: null,
    payload,
    fault: null,
    phoneNumberId: null,
    path,
  };
}

/** What cannot be worked on, with all that it takes to read it again: what it was, and what stood around it. */
function unreadable(
  what: UnreadablePayload["what"],
  value: unknown,
  fault: string,
  path: JsonPath,
  context?: MessageContext,
): FoundEvent {
  const { metadata } = context ?? {};
  const contacts = context?.contactsFor(value);
  return { ...otherChange({ what, value, metadata, contacts } satisfies UnreadablePayload, path), fault };
}

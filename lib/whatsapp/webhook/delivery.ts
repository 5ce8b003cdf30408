import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { z } from "zod";
import { AppError } from "../../errors.ts";
import { identifier, optional, optionalText } from "../optional.ts";
import { isAddress, toAddress } from "../people.ts";
import { type Around, aroundMessages, listOf } from "./around.ts";
import { countEvents } from "./event-count.ts";
import { laneOfNotice } from "./identity-change.ts";
import { cutDeep, holdsMoreThan } from "./nesting.ts";
import { type JsonPath, openJson } from "./raw-json.ts";
import { MAX_DEPTH, storable } from "./storable.ts";
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
  /** Why it can't be processed; it is then kept as a dead letter. */
  fault: string | null;
  /** The business number that it is about; null where Meta names none. */
  phoneNumberId: string | null;
  /** Its own bytes as received, where `payload` does not say the same: it could not be read, or had to be altered. */
  rawBody: Uint8Array | null;
}

/** An event as it is found in a delivery, with the way to it. */
type FoundEvent = Omit<DeliveredEvent, "rawBody"> & { path: JsonPath };

/**
 * The frame that every webhook of WhatsApp comes in; what is in an entry is looked at one by one. Here as below, what has
 * other names (and there may be very many) is neither looked at nor copied.
 */
export const envelope = z.object({
  object: z.literal("whatsapp_business_account"),
  entry: z.array(z.unknown()),
});
const entrySchema = z.object({
  time: z.unknown().optional(),
  changes: z.array(z.unknown()).nullish(),
});
const changeSchema = z.object({ field: z.string(), value: z.custom<Record<string, unknown>>(isObject) });
const metadataSchema = z.object({ phone_number_id: optionalText, display_phone_number: optionalText });
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

/** More than Meta puts into one delivery (1,000 at most) by far; each costs a row and a hash. */
const MAX_EVENTS = 10_000;

/** More than Meta's largest delivery holds by far: some thirty for each of 1,000 events. Of names, each costs a look-up. */
const MAX_VALUES = 150_000;

/** Why a delivery that is Meta's is not taken apart, and is kept as it came. */
const LEFT_UNREAD = ["too_many_events", "too_many_values", "reading_too_slow"] as const;

/** The fault of a delivery that is Meta's and that is too much to be taken apart. */
export function leftUnread(code: (typeof LEFT_UNREAD)[number]): AppError {
  return new AppError(code, "This delivery is too large to read.", 413);
}

/** Whether a delivery is Meta's and is too much to be taken apart. */
export function isLeftUnread(error: unknown): error is AppError {
  return error instanceof AppError && LEFT_UNREAD.some((code) => code === error.code);
}

/**
 * Splits a webhook body into its events (Meta's Cloud API webhook reference). Throws 400 `invalid_webhook`, or 413
 * `too_many_events` or `too_many_values`.
 */
export function readDelivery(rawBody: Uint8Array): DeliveredEvent[] {
  const shallow = cutDeep(rawBody, MAX_DEPTH + 1);
  if (shallow.length > MAX_VALUES && holdsMoreThan(MAX_VALUES, shallow)) throw tooManyValues(shallow);
  const given = parseJson(shallow);
  const body = storable(given);
  const parsed = envelope.safeParse(body);
  if (!parsed.success) throw invalid();
  if (countEvents(parsed.data.entry) > MAX_EVENTS) throw leftUnread("too_many_events");
  const isAltered = body !== given || !isUtf8(rawBody);
  const sliceOf = openJson(rawBody);
  const rawBodyOf = (path: JsonPath, fault: string | null) => {
    const bytes = fault || isAltered ? sliceOf(path) : null;
    return bytes && (fault || isUnlike(bytes, path.length)) ? bytes : null;
  };
  return parsed.data.entry
    .flatMap((entry, at) => readEntry(entry, ["entry", at]))
    .map(({ path, ...event }) => ({ ...event, rawBody: rawBodyOf(path, event.fault) }));
}

function tooManyValues(rawBody: Uint8Array): AppError {
  const isWhatsapps = Buffer.from(rawBody.buffer, rawBody.byteOffset, rawBody.length).includes(
    '"whatsapp_business_account"',
  );
  return isWhatsapps ? leftUnread("too_many_values") : invalid();
}

function invalid(cause?: unknown): AppError {
  return new AppError("invalid_webhook", "This is not a WhatsApp webhook.", 400, { cause });
}

/** Whether the payload that is made of these bytes, which stand at a depth, does not say the same. */
function isUnlike(bytes: Uint8Array, depth: number): boolean {
  const given = parseJson(cutDeep(bytes, MAX_DEPTH + 1));
  return !isUtf8(bytes) || storable(given, depth) !== given;
}

function parseJson(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(rawBody));
  } catch (cause) {
    throw invalid(cause);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** All that was given, as it was given: what of it is blank or odd is left out when it is read. */
function whole(given: unknown, known: Record<string, unknown>): Record<string, unknown> {
  return isObject(given) ? given : known;
}

function readEntry(entry: unknown, path: JsonPath): FoundEvent[] {
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
  const around = aroundMessages(value);
  const find = <T>(list: "messages" | "statuses" | "errors", read: (member: unknown, path: JsonPath) => T) =>
    listOf(value[list]).map((member, at) =>
      read(member, [...path, "value", list, ...(Array.isArray(value[list]) ? [at] : [])]),
    );
  return [
    ...find("messages", (message, at) => readMessage(message, around, at)),
    ...find("statuses", (status, at) => readStatus(status, around, at)),
    ...find("errors", (error, at) => otherChange({ field: "errors", value: error }, at)),
  ].map((event) => ({ ...event, phoneNumberId }));
}

function readMessage(message: unknown, around: Around, path: JsonPath): FoundEvent {
  const parsed = messageSchema.safeParse(message);
  if (!parsed.success)
    return unreadable("messages", message, "the message has no id, type or sender", path, around);
  const { id, from, from_user_id } = parsed.data;
  if (isOwnNumber(from, around.metadata))
    return otherChange({ field: "message_echoes", value: whole(message, parsed.data) }, path);
  return {
    kind: "message",
    dedupeKey: `m:${id}`,
    lane: laneOfNotice(message) ?? from_user_id ?? from ?? `system:${id}`.slice(0, 200),
    wamid: id,
    payload: { message: whole(message, parsed.data), contacts: around.contactsFor(message) ?? [] },
    fault: null,
    phoneNumberId: null,
    path,
  };
}

/** Whether a message is our own number's: an echo, which the bot must not reply to. */
function isOwnNumber(from: string | undefined, metadata: unknown): boolean {
  const own = metadataSchema.safeParse(metadata).data?.display_phone_number?.replaceAll(/\D/g, "");
  return (
    Boolean(own) && from !== undefined && oneSpelling(from.replace(/^\+/, "")) === oneSpelling(own ?? "")
  );
}

/** Numbers with digits that some write and others leave out: of Brazil, Mexico, Argentina and Benin. */
const SPELLINGS = [/^(55\d\d)9?(\d{8})$/, /^(52)1?(\d{10})$/, /^(54)9?(\d{10})$/, /^(229)(?:01)?(\d{8})$/];

function oneSpelling(digits: string): string {
  return SPELLINGS.reduce((spelt, rule) => spelt.replace(rule, "$1$2"), digits);
}

function readStatus(status: unknown, around: Around, path: JsonPath): FoundEvent {
  const parsed = statusSchema.safeParse(status);
  if (!parsed.success)
    return unreadable("statuses", status, "the status has no id, state or time", path, around);
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
  around?: Around,
): FoundEvent {
  const { metadata } = around ?? {};
  const contacts = around?.contactsFor(value);
  return { ...otherChange({ what, value, metadata, contacts } satisfies UnreadablePayload, path), fault };
}

import { isUtf8 } from "node:buffer";
import { z } from "zod";
import { AppError } from "../../errors.ts";
import { countEvents } from "./event-count.ts";
import { type DeliveredEvent, readEntry } from "./events.ts";
import { leftUnread } from "./left-unread.ts";
import { cutDeep, holdsMoreThan } from "./nesting.ts";
import { type JsonPath, openJson } from "./raw-json.ts";
import { MAX_DEPTH, storable } from "./storable.ts";

/**
 * The frame that every webhook of WhatsApp comes in; what is in an entry is looked at one by one. What has other names
 * (and there may be very many) is neither looked at nor copied.
 */
export const envelope = z.object({
  object: z.literal("whatsapp_business_account"),
  entry: z.array(z.unknown()),
});

/** More than Meta puts into one delivery (1,000 at most) by far; each costs a row and a hash. */
const MAX_EVENTS = 10_000;

/** More than Meta's largest delivery holds by far: some thirty for each of 1,000 events. Of names, each costs a look-up. */
const MAX_VALUES = 150_000;

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

const decoder = new TextDecoder();

function parseJson(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(rawBody));
  } catch (cause) {
    throw invalid(cause);
  }
}

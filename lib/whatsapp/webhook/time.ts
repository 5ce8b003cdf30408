import { z } from "zod";

/** WhatsApp's first year, in unix seconds: what is older is no time of a message. */
const FIRST_SECOND = Date.UTC(2009) / 1000;

/**
 * When something happened by Meta's `timestamp` (unix seconds), however long ago, or `receivedAt` where that is no number,
 * in the future or before there was a WhatsApp.
 */
export function plausibleTime(timestamp: unknown, receivedAt: Date): Date {
  const seconds = readSeconds(timestamp);
  const at = new Date(seconds * 1000);
  return seconds >= FIRST_SECOND && at <= receivedAt ? at : receivedAt;
}

function readSeconds(timestamp: unknown): number {
  if (typeof timestamp === "number") return timestamp;
  if (typeof timestamp !== "string" || timestamp.length > 32) return Number.NaN;
  return /^\s*\d+(\.\d+)?\s*$/.test(timestamp) ? Number(timestamp) : Number.NaN;
}

/**
 * Whether a stored event came without a signature. Only the demo takes such, and whoever writes one by hand means it for
 * now: the time of receipt stands in for its time.
 */
export const isUnsigned = z.literal(true).optional().catch(undefined);

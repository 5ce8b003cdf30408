import { z } from "zod";
import { optional, optionalText } from "./optional.ts";
import { isUnsigned, plausibleTime } from "./time.ts";

/** What Meta reports of a message that we sent. */
export interface StatusReport {
  wamid: string;
  status: "sent" | "delivered" | "read" | "failed";
  at: Date;
  /** The id of our own row, as it travelled to Meta and back; null where Meta does not return it. */
  outboundId: string | null;
  attempt: number | null;
  error: { code: number; title: string | null; details: string | null } | null;
}

const errorSchema = z.looseObject({
  // Null and an empty text would be the number 0, which is a code of Meta's.
  code: z.union([z.number(), z.string().trim().min(1)]).pipe(z.coerce.number()),
  title: optionalText,
  message: optionalText,
  error_data: optional(z.looseObject({ details: optionalText })),
});
const payloadSchema = z.object({
  status: z.looseObject({
    id: z.string(),
    status: z.string(),
    timestamp: z.unknown().optional(),
    biz_opaque_callback_data: optionalText,
    errors: optional(z.array(errorSchema.nullable().catch(null))),
  }),
  isUnsigned,
});

const WORDS: Record<string, StatusReport["status"]> = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  played: "read",
  failed: "failed",
};

const CALLBACK_DATA = /^v1:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,3})$/;

/** What travels to Meta with a message and comes back with each of its statuses: our row's id and the attempt. */
export function callbackDataFor(outboundId: string, attempt: number): string {
  return `v1:${outboundId}:${attempt}`;
}

/** Reads a stored status event; null for a state that we do not know. */
export function readStatusReport(payload: unknown, receivedAt: Date): StatusReport | null {
  const { status, ...rest } = payloadSchema.parse(payload);
  const word = Object.hasOwn(WORDS, status.status) ? WORDS[status.status] : undefined;
  if (!word) return null;
  const [, outboundId, attempt] = CALLBACK_DATA.exec(status.biz_opaque_callback_data ?? "") ?? [];
  const error = status.errors?.find((candidate) => candidate !== null);
  return {
    wamid: status.id,
    status: word,
    at: rest.isUnsigned ? receivedAt : plausibleTime(status.timestamp, receivedAt),
    outboundId: outboundId ?? null,
    attempt: attempt ? Number(attempt) : null,
    error: error
      ? {
          code: error.code,
          title: error.title ?? error.message ?? null,
          details: error.error_data?.details ?? null,
        }
      : null,
  };
}

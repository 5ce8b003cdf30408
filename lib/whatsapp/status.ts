import { z } from "zod";
import { plausibleTime } from "./message.ts";

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
  code: z.coerce.number(),
  title: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  error_data: z.looseObject({ details: z.string().optional() }).optional().catch(undefined),
});
const payloadSchema = z.object({
  status: z.looseObject({
    id: z.string(),
    status: z.string(),
    timestamp: z.unknown().optional(),
    biz_opaque_callback_data: z.string().optional().catch(undefined),
    errors: z.array(errorSchema.nullable().catch(null)).optional().catch(undefined),
  }),
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
  const { status } = payloadSchema.parse(payload);
  const word = WORDS[status.status];
  if (!word) return null;
  const [, outboundId, attempt] = CALLBACK_DATA.exec(status.biz_opaque_callback_data ?? "") ?? [];
  const error = status.errors?.find((candidate) => candidate !== null);
  return {
    wamid: status.id,
    status: word,
    at: plausibleTime(status.timestamp, receivedAt),
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

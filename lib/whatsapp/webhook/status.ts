import { z } from "zod";
import { errorCode, errorDetails } from "../error-fields.ts";
import { optionalText } from "../optional.ts";
import { isUnsigned, plausibleTime } from "./time.ts";

/** What Meta reports of a message that we sent. */
export interface StatusReport {
  wamid: string;
  status: "sent" | "delivered" | "read" | "failed";
  at: Date;
  /** The id of our own row, as it travelled to Meta and back; null where Meta does not return it. */
  outboundId: string | null;
  attempt: number | null;
  /** Why it failed, as far as Meta says; its code is null where Meta gives none. */
  error: { code: number | null; title: string | null; details: string | null } | null;
}

const errorSchema = z
  .looseObject({ code: errorCode, title: optionalText, message: optionalText, error_data: errorDetails })
  .transform(({ code, title, message, error_data }) => ({
    code: code ?? null,
    title: title ?? message ?? null,
    details: error_data ?? null,
  }));
const payloadSchema = z.object({
  status: z.looseObject({
    id: z.string(),
    status: z.string(),
    timestamp: z.unknown().optional(),
    biz_opaque_callback_data: optionalText,
    errors: z.unknown().optional(),
  }),
  isUnsigned,
});

const WORDS = new Map<string, StatusReport["status"]>([
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  ["played", "read"],
  ["failed", "failed"],
]);

const CALLBACK_DATA = /^v1:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,3})$/;

/** What travels to Meta with a message and comes back with each of its statuses: our row's id and the attempt. */
export function callbackDataFor(outboundId: string, attempt: number): string {
  return `v1:${outboundId}:${attempt}`;
}

/** Reads a stored status event; null for a state that we do not know. */
export function readStatusReport(payload: unknown, receivedAt: Date): StatusReport | null {
  const { status, ...rest } = payloadSchema.parse(payload);
  const word = WORDS.get(status.status);
  if (!word) return null;
  const [, outboundId, attempt] = CALLBACK_DATA.exec(status.biz_opaque_callback_data ?? "") ?? [];
  return {
    wamid: status.id,
    status: word,
    at: rest.isUnsigned ? receivedAt : plausibleTime(status.timestamp, receivedAt),
    outboundId: outboundId ?? null,
    attempt: attempt ? Number(attempt) : null,
    error: readError(status.errors),
  };
}

/** The first error that has a code, else the first that has words; each is read by itself. */
function readError(given: unknown): StatusReport["error"] {
  const errors = [given].flat().flatMap((one) => errorSchema.safeParse(one).data ?? []);
  const withWords = errors.find(({ title, details }) => title !== null || details !== null);
  return errors.find(({ code }) => code !== null) ?? withWords ?? null;
}

import { ApiFailure } from "../../call-api.ts";

/** One try to send a message, and the key by which the server knows a repetition of it. */
export interface Attempt {
  body: string;
  key: string;
}

/** The try for a message: the one before, if nobody knows what came of that and the message is the same, else a new one. */
export function attemptFor(body: object, unanswered: Attempt | null): Attempt {
  const written = JSON.stringify(body);
  return unanswered?.body === written ? unanswered : { body: written, key: newKey() };
}

/** Whether a failure leaves open if the message was taken: no response came, or none of ours. */
export function leavesOpen(error: unknown): boolean {
  return !(error instanceof ApiFailure) || error.status === 0 || error.code === "server_error";
}

/** Browsers offer `randomUUID` on https only. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

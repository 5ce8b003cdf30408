import { newTraceId } from "../ids.ts";

const KNOWN: Record<number, [status: number, title: string]> = {
  1: [400, "An unknown error occurred"],
  2: [503, "Service temporarily unavailable"],
  4: [400, "Application request limit reached"],
  33: [400, "Parameter value is not valid"],
  100: [400, "Invalid parameter"],
  130429: [429, "Rate limit hit"],
  130472: [400, "User's number is part of an experiment"],
  131000: [500, "Something went wrong"],
  131005: [403, "Access denied"],
  131008: [400, "Required parameter is missing"],
  131009: [400, "Parameter value is not valid"],
  131016: [500, "Service unavailable"],
  131021: [400, "Recipient cannot be sender"],
  131026: [400, "Message undeliverable"],
  131031: [403, "Business Account locked"],
  131042: [400, "Business eligibility payment issue"],
  131045: [500, "Incorrect certificate"],
  131047: [400, "Re-engagement message"],
  131048: [400, "Spam rate limit hit"],
  131049: [400, "This message was not delivered to maintain healthy ecosystem engagement"],
  131050: [400, "User has stopped marketing messages from this business"],
  131051: [400, "Unsupported message type"],
  131056: [400, "(Business Account, Consumer Account) pair rate limit hit"],
  131057: [500, "Business Account is in maintenance mode"],
  132000: [400, "Number of parameters does not match the expected number of params"],
  132001: [404, "Template name does not exist in the translation"],
  132012: [400, "Parameter format does not match format in the created template"],
  132015: [400, "Template is paused"],
  133010: [400, "Account not registered"],
};

const TRANSIENT = new Set([1, 2, 4, 130429, 131000, 131016, 131056, 131057]);

/** A refusal in the shape in which the Graph API gives it. */
export class GraphError extends Error {
  readonly status: number;
  readonly body: { error: { message: string; code: number; fbtrace_id: string; [key: string]: unknown } };

  constructor(status: number, code: number, message: string, rest: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.body = { error: { message, type: "OAuthException", code, ...rest, fbtrace_id: newTraceId() } };
  }
}

/** The error with one of WhatsApp's codes; `details` is for people. */
export function whatsappError(code: number, details: string): GraphError {
  const [status, title] = KNOWN[code] ?? [400, "Message failed"];
  const transient = TRANSIENT.has(code) ? { is_transient: true } : {};
  const rest = { error_data: { messaging_product: "whatsapp", details }, ...transient };
  return new GraphError(status, code, `(#${code}) ${title}`, rest);
}

/** One of WhatsApp's codes as it stands in the `errors` of a failed status. */
export function statusError(code: number, details?: string) {
  const [, title] = KNOWN[code] ?? [400, "Message failed"];
  const href = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/";
  return { code, title, message: title, error_data: { details: details ?? `${title}.` }, href };
}

/** The 401 for a token that is wrong or, with subcode 463, too old. */
export function tokenError(expired: boolean): GraphError {
  if (!expired) return new GraphError(401, 190, "Invalid OAuth access token - Cannot parse access token");
  const message = "Error validating access token: Session has expired.";
  return new GraphError(401, 190, message, { error_subcode: 463 });
}

/** The response for an object that this token cannot see, or that is not there. */
export function noSuchObject(method: string, id: string): GraphError {
  const message = `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`;
  return new GraphError(400, 100, message, { type: "GraphMethodException", error_subcode: 33 });
}

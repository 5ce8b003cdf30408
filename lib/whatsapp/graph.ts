import { z } from "zod";
import { env } from "../env.ts";
import { storable } from "./storable.ts";
import { accessToken } from "./token.ts";

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 1_000_000;

/** Why an answer is ambiguous that was too large to be read. */
export const TOO_LARGE = "too large";

/** What came of one call to the Graph API. "Ambiguous": the request may have been carried out, but its answer was lost. */
export type GraphOutcome =
  | { kind: "answered"; body: unknown }
  | { kind: "refused"; error: GraphError }
  | { kind: "not-sent"; reason: string }
  | { kind: "ambiguous"; reason: string };

/** An error as the Graph API gives it, the parts that we use. */
export interface GraphError {
  /** The HTTP status. */
  status: number;
  code: number;
  /** Meta's finer code, which few of its errors have. */
  subcode: number | null;
  title: string | null;
  details: string | null;
  fbtraceId: string | null;
  isTransient: boolean;
}

/** A code of Meta's, which proxies may have made a text of. */
const codeNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
]);

const errorBody = z.looseObject({
  error: z.looseObject({
    code: codeNumber,
    error_subcode: codeNumber.optional().catch(undefined),
    message: z.string().optional().catch(undefined),
    error_data: z
      .union([
        z.looseObject({ details: z.string().optional() }),
        z.string().transform((details) => ({ details })),
      ])
      .optional()
      .catch(undefined),
    fbtrace_id: z.string().optional().catch(undefined),
    is_transient: z.boolean().optional().catch(undefined),
  }),
});

/** Failures to connect: nothing of the request can have reached Meta. */
const NEVER_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|ERR_SSL_WRONG_VERSION_NUMBER|CERT_.*|DEPTH_ZERO.*|SELF_SIGNED.*|UNABLE_TO_.*)$/;

/** Calls `path` below the Graph API's versioned root. Never throws, never tries twice, follows no redirect. */
export async function callGraph(method: "GET" | "POST", path: string, body?: object): Promise<GraphOutcome> {
  const { WHATSAPP_API_URL, WHATSAPP_API_VERSION } = env();
  try {
    const response = await fetch(`${new URL(WHATSAPP_API_URL).origin}/${WHATSAPP_API_VERSION}/${path}`, {
      method,
      headers: { authorization: `Bearer ${await accessToken()}`, "content-type": "application/json" },
      body: body ? JSON.stringify(body) : undefined,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = await readJson(response);
    if (answer === TOO_LARGE) return { kind: "ambiguous", reason: TOO_LARGE };
    return readAnswer(response.status, answer);
  } catch (error) {
    const reason = failureCode(error);
    return { kind: NEVER_CONNECTED.test(reason) ? "not-sent" : "ambiguous", reason };
  }
}

function readAnswer(status: number, body: unknown): GraphOutcome {
  const parsed = errorBody.safeParse(body);
  if (parsed.success) {
    const { code, error_subcode, message, error_data, fbtrace_id, is_transient } = parsed.data.error;
    const error = {
      status,
      code,
      subcode: error_subcode ?? null,
      title: message ?? null,
      details: error_data?.details ?? null,
      fbtraceId: fbtrace_id?.slice(0, 128) ?? null,
      isTransient: is_transient ?? false,
    };
    return { kind: "refused", error };
  }
  if (status === 200 && body !== undefined) return { kind: "answered", body };
  const reason = `HTTP ${status}`;
  const isRefused = status >= 400 && status < 500 && status !== 408;
  return isRefused ? refusedWithoutCode(status, reason) : { kind: "ambiguous", reason };
}

/** What a proxy on the way, or an address that is not Graph's, means in Meta's own codes; all else is a plain refusal. */
const CODES: Record<number, number> = {
  401: 0,
  403: 200,
  404: 803,
  405: 803,
  410: 803,
  425: 2,
  429: 130429,
};

function refusedWithoutCode(status: number, title: string): GraphOutcome {
  const code = CODES[status] ?? 135000;
  const error = { status, code, subcode: null, title, details: null, fbtraceId: null, isTransient: false };
  return { kind: "refused", error };
}

async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) return TOO_LARGE;
    chunks.push(chunk);
  }
  try {
    return storable(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  } catch {
    return undefined;
  }
}

function failureCode(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const first = cause instanceof AggregateError ? cause.errors[0] : cause;
  const { code, name } = (first ?? {}) as { code?: unknown; name?: unknown };
  return typeof code === "string" ? code : String(name ?? "unknown");
}

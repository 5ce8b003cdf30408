import { z } from "zod";
import { env } from "../env.ts";
import { isAboutProof, proofOf } from "./app-secret-proof.ts";
import { appSecrets } from "./app-secrets.ts";
import { errorCode, errorDetails } from "./error-fields.ts";
import { NeverConnectedError, requestJson, TOO_LARGE } from "./graph-http.ts";
import { optionalText } from "./optional.ts";
import { withoutSecrets } from "./repeated-secrets.ts";
import { accessToken } from "./token.ts";
import { storable } from "./webhook/storable.ts";

/** What came of one call to the Graph API. "Ambiguous": the request may have been carried out, but its response was lost. */
export type GraphOutcome =
  | { kind: "succeeded"; body: unknown }
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

const errorBody = z.looseObject({
  error: z.preprocess(
    (error) => (typeof error === "string" ? { message: error } : error),
    z.looseObject({
      code: errorCode,
      error_subcode: errorCode,
      message: optionalText,
      error_data: errorDetails,
      fbtrace_id: optionalText,
      is_transient: z.union([z.boolean(), z.stringbool()]).catch(false),
    }),
  ),
});

/** Whose name a call is made in: a token, and the secret of its app that proves that we hold both; null for no proof. */
export interface GraphCaller {
  token: string;
  appSecret: string | null;
}

/** Which of several app secrets Meta took last, while they are being changed. */
let taken: string | undefined;

/**
 * Calls `path` below the Graph API's versioned root, with a proof of the app's secret. Never throws, follows no redirect, and
 * never tries twice what may have been carried out: only a refused proof is made anew with another secret, where there is one.
 */
export async function callGraph(method: "GET" | "POST", path: string, body?: object): Promise<GraphOutcome> {
  const [token, secrets] = await Promise.all([accessToken(), appSecrets()]);
  const [first = null, ...others] = secrets.toSorted(
    (one, other) => Number(other === taken) - Number(one === taken),
  );
  const outcome = await callGraphAs({ token, appSecret: first }, method, path, body);
  if (outcome.kind !== "refused" || !isAboutProof(outcome.error)) return outcome;
  for (const appSecret of others) {
    const next = await callGraphAs({ token, appSecret }, method, path, body);
    if (next.kind === "refused" && isAboutProof(next.error)) continue;
    taken = appSecret;
    return next;
  }
  return outcome;
}

/** Calls `path` as `callGraph` does, once, in somebody's name. */
export async function callGraphAs(
  { token, appSecret }: GraphCaller,
  method: "GET" | "POST",
  path: string,
  body?: object,
): Promise<GraphOutcome> {
  const { WHATSAPP_API_URL, WHATSAPP_API_VERSION } = env();
  try {
    const url = new URL(`/${WHATSAPP_API_VERSION}/${path}`, WHATSAPP_API_URL);
    const proof = appSecret === null ? null : proofOf(token, appSecret);
    if (proof !== null) url.searchParams.set("appsecret_proof", proof);
    const response = await requestJson(url, { method, token, body });
    if (response === TOO_LARGE) return { kind: "ambiguous", reason: TOO_LARGE };
    const ours = [appSecret, ...(await appSecrets()), env().WHATSAPP_VERIFY_TOKEN];
    const secrets = [token, token.split("|").at(-1), proof, ...ours];
    return readResponse(response.status, readJson(response.body, secrets));
  } catch (error) {
    return {
      kind: error instanceof NeverConnectedError ? "not-sent" : "ambiguous",
      reason: failureCode(error),
    };
  }
}

function readResponse(status: number, body: unknown): GraphOutcome {
  // To find no error in a body costs as much as half of the call.
  const hasError = typeof body === "object" && body !== null && "error" in body;
  const given = hasError ? errorBody.safeParse(body).data?.error : undefined;
  const code = given?.code ?? codeOf(status, given?.is_transient);
  const reason = `HTTP ${status}`;
  if (code === null) {
    if (status === 200 && body !== undefined && !given) return { kind: "succeeded", body };
    return { kind: "ambiguous", reason };
  }
  const error = {
    status,
    code,
    subcode: given?.error_subcode ?? null,
    title: given?.message ?? (given?.code === undefined ? reason : null),
    details: given?.error_data ?? null,
    fbtraceId: given?.fbtrace_id?.slice(0, 128) ?? null,
    isTransient: given?.is_transient ?? false,
  };
  return { kind: "refused", error };
}

/** What a proxy on the way, or an address that is not Graph's, means in Meta's own codes; all else is a plain refusal. */
const CODES: Record<number, number> = {
  401: 0,
  402: 803,
  403: 200,
  404: 803,
  405: 803,
  410: 803,
  418: 803,
  421: 803,
  425: 2,
  426: 803,
  429: 130429,
  451: 803,
};

/** The code of a refusal that gives none; null where it is none for sure. */
function codeOf(status: number, isTransient = false): number | null {
  if (status < 400 || status >= 500 || status === 408) return null;
  return CODES[status] ?? (isTransient ? 1 : 135000);
}

function readJson(body: Buffer, secrets: (string | null | undefined)[]): unknown {
  const text = body.toString("utf8");
  try {
    return withoutSecrets(storable(JSON.parse(text)), text, secrets);
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

import type { Attempt } from "../journal.ts";

const PATIENCE_MILLISECONDS = 10_000;

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no response";
  if (error.name === "TimeoutError") return "timeout";
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "no response";
}

/** Posts a signed body once; the outcome is the HTTP status, or why there was none. */
export async function postWebhook(
  url: string,
  body: string,
  signature: string,
  closing: AbortSignal,
): Promise<Attempt> {
  const at = Date.now();
  const finish = (outcome: number | string): Attempt => ({ at, milliseconds: Date.now() - at, outcome });
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "facebookexternalua",
        ...(signature ? { "x-hub-signature-256": signature } : {}),
      },
      body,
      redirect: "manual",
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MILLISECONDS), closing]),
    });
    await response.arrayBuffer();
    return finish(response.status);
  } catch (error) {
    return finish(reasonOf(error));
  }
}

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { crashPoint } from "#lib/crash-points";
import { AppError } from "#lib/errors";
import { MAX_DELIVERY_BYTES, receiveDelivery, refuseEncoding } from "#lib/inbox/deliveries";
import { callerAddress } from "#lib/requests/address";
import { hungUp, tooLarge } from "#lib/requests/body";
import { toFailureResponse } from "#lib/requests/failures";
import { isFromPage } from "#lib/requests/from-page";
import { acceptHandshake } from "#lib/whatsapp/webhook/handshake";
import { readAside } from "./delivery-threads.ts";

const PATH = "/api/whatsapp/webhook";

type WebhookResponse = { status: number; headers: Record<string, string>; body: string };

/** The methods that a 405 names (RFC 9110). */
const ALLOW = "GET, HEAD, POST";

/** Whether a request is for the webhook, in whichever spelling of its address: Meta follows no redirects. */
export function isForWebhook({ url = "" }: IncomingMessage): boolean {
  const [path = ""] = url.split("?", 1);
  return path.length < 200 && decodeURIComponent(path).replaceAll(/\/+/g, "/").replace(/\/$/, "") === PATH;
}

/**
 * Handles Meta's calls as `app/api/whatsapp/webhook/route.ts` does, without the three quarters of a millisecond of
 * computing that Next's routing costs.
 */
export const handleWebhook: RequestListener = (request, response) => {
  const id = String(request.headers["x-request-id"]);
  respondTo(request)
    .catch((error) => toFailureResponse(error, { id, method: request.method, pathname: PATH }))
    .then((given) => send(response, given, id));
};

async function respondTo(request: IncomingMessage): Promise<WebhookResponse> {
  if (request.method === "GET" || request.method === "HEAD") {
    request.resume();
    const body = await acceptHandshake(queryOf(request), callerOf(request));
    return { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body };
  }
  if (request.method !== "POST")
    throw new AppError("method_not_allowed", "This address only supports GET, HEAD and POST.", 405);
  refuseEncoding(request.headers["content-encoding"]);
  const rawBody = await readBody(request, MAX_DELIVERY_BYTES);
  const signature = request.headers["x-hub-signature-256"];
  await receiveDelivery(rawBody, typeof signature === "string" ? signature : null, {
    isFromPage: isFromPage((name) => request.headers[name]),
    read: readAside,
  });
  crashPoint("after_commit_before_200");
  return { status: 200, headers: { "content-type": "application/json" }, body: '{"status":"ok"}' };
}

function queryOf({ url = "" }: IncomingMessage): URLSearchParams {
  const [, ...query] = url.split("?");
  return new URLSearchParams(query.join("?"));
}

function callerOf({ headers }: IncomingMessage): string {
  const single = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as [string, string]] : [],
  );
  return callerAddress(new Headers(single));
}

function send(response: ServerResponse, { status, headers, body }: WebhookResponse, id: string): void {
  // What is left of a refused body is read and thrown away, until the deadline, so that the response arrives.
  response.req.resume();
  const length = Buffer.byteLength(body);
  const allow = status === 405 ? { allow: ALLOW } : {};
  response
    .writeHead(status, { ...headers, ...allow, "x-request-id": id, "content-length": length })
    .end(body);
}

/** The raw bytes of a body; 413 as soon as it is known to be larger than `limit`, without keeping what has come. */
function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers["content-length"] ?? 0) > limit) return reject(tooLarge(limit));
    let chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else {
        chunks = [];
        reject(tooLarge(limit));
      }
    });
    request.on("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on("error", () => {});
    request.on("close", () => {
      if (!request.complete) reject(hungUp());
    });
  });
}

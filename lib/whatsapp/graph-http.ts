import http from "node:http";
import https from "node:https";

/** How long a call may take in all, its connection included. */
const TIMEOUT_MS = 10_000;

/** How long a connection that nobody uses is kept: shorter than servers keep theirs, so that none is used that is closing. */
const IDLE_MS = 4000;

/** How many such connections are kept: as many as calls are under way at the same time. */
const MOST_IDLE = 512;

const MAX_RESPONSE_BYTES = 1_000_000;

/** The reason of a call whose response was too large to be read. */
export const TOO_LARGE = "too large";

/** A request to a web API. */
interface JsonRequest {
  method: "GET" | "POST";
  token: string;
  body: object | undefined;
}

/** A response as it came, or that it was too large. */
type RawResponse = { status: number; body: Buffer } | typeof TOO_LARGE;

const agents = {
  "http:": new http.Agent({ keepAlive: true, timeout: IDLE_MS, maxFreeSockets: MOST_IDLE }),
  "https:": new https.Agent({ keepAlive: true, timeout: IDLE_MS, maxFreeSockets: MOST_IDLE }),
};

/** What a call fails with before there is a connection: nothing of it can have been sent. `cause` is Node's error. */
export class NeverConnectedError extends Error {
  override name = "NeverConnectedError";
}

const timeoutError = () => Object.assign(new Error("The call took too long."), { name: "TimeoutError" });

/**
 * Sends one JSON request, once, and follows no redirect. Rejects with Node's error or with `NeverConnectedError` where there
 * is no response. This is node:http and not fetch, since two calls for each message cost a worker four times as much with
 * that.
 */
export function requestJson(url: URL, { method, token, body }: JsonRequest): Promise<RawResponse> {
  const isSecure = url.protocol === "https:";
  const text = body && JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const request = (isSecure ? https : http).request(url, {
      method,
      agent: agents[isSecure ? "https:" : "http:"],
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        ...(text === undefined ? {} : { "content-length": Buffer.byteLength(text) }),
      },
    });
    let isConnected = false;
    request.on("socket", (socket) => {
      isConnected = request.reusedSocket;
      if (isConnected) return;
      socket.once(isSecure ? "secureConnect" : "connect", () => {
        isConnected = true;
      });
    });
    const timer = setTimeout(() => request.destroy(timeoutError()), TIMEOUT_MS);
    request.on("close", () => clearTimeout(timer));
    request.on("error", (cause) =>
      reject(isConnected ? cause : new NeverConnectedError("There was no connection.", { cause })),
    );
    request.on("response", (response) => void read(response).then(resolve, reject));
    request.end(text);
  });
}

async function read(response: http.IncomingMessage): Promise<RawResponse> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += chunk.length;
    if (length > MAX_RESPONSE_BYTES) return TOO_LARGE;
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks) };
}

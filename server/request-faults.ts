import type { IncomingMessage } from "node:http";
import { AppError } from "#lib/errors";

/** The methods that anything of ours takes. */
export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

const HOST = /^(?:[a-z\d_](?:[a-z\d._-]{0,252})|\[[a-f\d:.]{2,45}\])(?::\d{1,5})?$/i;

/** Why a request is refused, before anything of it is believed; null for one that is in order. */
export function faultOf(request: IncomingMessage): AppError | null {
  const { method = "", url = "", headers } = request;
  if (!METHODS.includes(method)) return new AppError("unknown_method", "This method isn't supported.", 405);
  if (!isPath(url)) return bad("bad_target", "The request must name a path of ours.");
  if (!isOneHost(request)) return bad("bad_host", "The request must name one host, in one Host header.");
  if (headers["next-action"] !== undefined || request.headersDistinct["next-action"])
    return new AppError("no_actions", "There are no server actions here.", 404);
  if (headers["transfer-encoding"] && !/^\s*chunked\s*$/i.test(headers["transfer-encoding"]))
    return bad("bad_transfer_encoding", "Send the body whole or in chunks.");
  return null;
}

function bad(code: string, message: string): AppError {
  return new AppError(code, message, 400);
}

/**
 * Whether a request target is a path and query of ours: no foreign address (`http://…`, a backslash that browsers take for
 * a slash), no `*`, nothing that cannot be decoded, no control characters in the path however they are written.
 */
function isPath(url: string): boolean {
  const [path = ""] = url.split("?", 1);
  if (
    !path.startsWith("/") ||
    /[\\#]/.test(path) ||
    !URL.canParse(url.replace(/^\/+/, "/"), "http://localhost")
  )
    return false;
  try {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    return !/[\u0000-\u001f\u007f\\]/.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}

/** HTTP/1.0 knows requests without a host; whoever speaks HTTP/1.1 gives one, and only one. */
function isOneHost({ headersDistinct, httpVersionMinor }: IncomingMessage): boolean {
  const hosts = headersDistinct.host ?? [];
  if (hosts.length === 0) return httpVersionMinor === 0;
  const [host = ""] = hosts;
  return hosts.length === 1 && HOST.test(host) && URL.canParse(`http://${host}`);
}

import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { COMMON_HEADERS } from "./common-headers.ts";

/** What can be said where Node has no request to respond to: a status, with the same headers as every other response. */
export function sayRaw(socket: Duplex, status: number, headers: Record<string, string> = {}): void {
  if (!socket.writable) return void socket.destroy();
  const all = { ...COMMON_HEADERS, ...headers, Date: new Date().toUTCString(), Connection: "close" };
  const lines = Object.entries({ ...all, "Content-Length": "0" }).map(([name, value]) => `${name}: ${value}`);
  socket.end(`${[`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines].join("\r\n")}\r\n\r\n`);
  // Whoever goes on sending, or does not take the response, is not waited for.
  setTimeout(() => socket.destroy(), 1000).unref();
  socket.resume();
}

/** The status of what Node's parser could not read or would not wait for. */
export function statusOfFault({ code }: NodeJS.ErrnoException): number {
  if (code === "HPE_HEADER_OVERFLOW") return 431;
  if (code === "HPE_CHUNK_EXTENSIONS_OVERFLOW") return 413;
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return 408;
  return 400;
}

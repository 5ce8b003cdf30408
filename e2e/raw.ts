import { request } from "node:http";

/** What came back, with nothing followed and nothing kept. */
export interface RawResponse {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  /** The `Location` header; empty where there is none. */
  location: string;
  /** The `Set-Cookie` headers. */
  cookies: string[];
  body: string;
}

/** Asks the product with exactly this path and these headers, as no browser would let one. */
export function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<RawResponse> {
  const { hostname, port, host } = new URL(process.env.E2E_BASE_URL ?? "");
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const options = { hostname, port, method, path, headers: { host, ...length, ...headers } };
  return new Promise((resolve, reject) => {
    const call = request(options, async (response) => {
      let text = "";
      for await (const chunk of response.setEncoding("utf8")) text += chunk;
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        location: response.headers.location ?? "",
        cookies: response.headers["set-cookie"] ?? [],
        body: text,
      });
    });
    call.on("error", reject);
    call.end(body);
  });
}

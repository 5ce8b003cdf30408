import { hkdfSync, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { SignJWT } from "jose";
import { SHARED } from "./settings.ts";

/** The origin that the product believes to be its own, and that its API tokens name. */
export const ORIGIN = "http://localhost";

const HOURS = 3600;

/** An API token of an account, as the product would make it, good by any clock that is a few hours off. */
export function bearerOf(accountId: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const key = new Uint8Array(hkdfSync("sha256", SHARED.NEXTAUTH_SECRET, "connect", "api-tokens", 32));
  return new SignJWT()
    .setProtectedHeader({ alg: "HS256", typ: "at+jwt" })
    .setSubject(accountId)
    .setIssuer(ORIGIN)
    .setAudience("connect-api")
    .setIssuedAt(now)
    .setNotBefore(now - 3 * HOURS)
    .setExpirationTime(now + 3 * HOURS)
    .setJti(randomUUID())
    .sign(key);
}

/** What a call came back with; status 0 when it did not. */
export interface CallOutcome {
  status: number;
  body: string;
}

/** Calls the product as many people do, each from a network address of their own. */
export function openClients(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    call: (
      method: string,
      path: string,
      { bearer, address, body }: { bearer?: string; address: string; body?: object },
    ): Promise<CallOutcome> =>
      new Promise((resolve) => {
        const headers = {
          "x-forwarded-for": address,
          "content-type": "application/json",
          ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        };
        const call = request({ agent, port, host: "127.0.0.1", method, path, headers }, (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (chunk: string) => {
            text += chunk;
          });
          response.once("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
        });
        call.once("error", () => resolve({ status: 0, body: "" }));
        call.end(body && JSON.stringify(body));
      }),
    close: () => agent.destroy(),
  };
}

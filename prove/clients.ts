import { hkdfSync, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
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

/** What a call says of who makes it, and what it gives. */
interface Call {
  bearer?: string;
  /** The network address that it comes from. */
  address: string;
  body?: object;
}

const PATIENCE_MS = 250;

/** Whether a call came to nothing for now, and is to be made again: the server was too busy, or the line broke. */
const isUndecided = ({ status }: CallOutcome) => status === 0 || status === 503;

/** Calls the product as many people do, each from a network address of their own; `repeats` counts what had to be asked again. */
export function openClients(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const callOnce = (method: string, path: string, { bearer, address, body }: Call): Promise<CallOutcome> =>
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
        response.once("error", () => resolve({ status: 0, body: "" }));
      });
      call.once("error", () => resolve({ status: 0, body: "" }));
      call.end(body && JSON.stringify(body));
    });
  const clients = {
    repeats: 0,
    call: async (method: string, path: string, call: Call): Promise<CallOutcome> => {
      for (;;) {
        const outcome = await callOnce(method, path, call);
        if (!isUndecided(outcome)) return outcome;
        clients.repeats += 1;
        await pause(PATIENCE_MS);
      }
    },
    close: () => agent.destroy(),
  };
  return clients;
}

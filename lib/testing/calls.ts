import type { Account } from "../auth/accounts.ts";
import { issueApiToken } from "../auth/api-tokens.ts";
import { db } from "../db.ts";

type Handler = (request: Request, context: never) => Promise<Response>;

/** A call of our own API. */
interface Call {
  method?: string;
  /** What stands after `/api/whatsapp/`. */
  path?: string;
  /** Who calls, with a Bearer token; nobody when left out. */
  as?: Account;
  body?: unknown;
  headers?: Record<string, string>;
  /** The parts of the path that stand in brackets. */
  params?: Record<string, string>;
}

/** What came back. */
interface RouteResponse {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

/** A token that counts now, whatever has ended earlier ones. */
async function tokenOf({ id }: Account): Promise<string> {
  const user = await db().user.findUnique({ where: { id }, select: { tokenGeneration: true } });
  return issueApiToken(id, user?.tokenGeneration);
}

/** Calls a route handler as the web server would; a body makes it a POST. */
export async function callRoute(
  handler: Handler,
  { path = "", as, body, method = body ? "POST" : "GET", headers = {}, params = {} }: Call,
): Promise<RouteResponse> {
  const authorization: Record<string, string> = as ? { authorization: `Bearer ${await tokenOf(as)}` } : {};
  const request = new Request(`http://localhost:3000/api/whatsapp/${path}`, {
    method,
    headers: { host: "localhost:3000", "content-type": "application/json", ...authorization, ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const response = await handler(request, { params: Promise.resolve(params) } as never);
  const text = await response.text();
  return {
    status: response.status,
    body: text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : {},
    headers: response.headers,
  };
}

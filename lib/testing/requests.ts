import { route } from "../requests/route.ts";

/** An address of ours. */
export const URL_OF_OURS = "http://localhost:3000/api/thing";

/** A request that posts this. */
export const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request(URL_OF_OURS, { method: "POST", body, headers });

/** What the wrapper of our routes makes of what a handler does. */
export async function responseTo(request: Request, handler: (request: Request) => Promise<Response>) {
  const response = await route(handler)(request, undefined);
  return { response, problem: await response.json() };
}

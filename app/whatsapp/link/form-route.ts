import { randomUUID } from "node:crypto";
import { auditDenial } from "#lib/requests/denials";
import { asAppError } from "#lib/requests/failures";
import { route } from "#lib/requests/route";
import { LINK_PAGE } from "./cookie.ts";

/** Sends the browser on with a GET, so that a reload repeats nothing. */
export function goTo(path: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 303, headers: { ...headers, location: path } });
}

/** Wraps what a form of the link page asks for: done or refused, the page then says how things stand. A forged form gets its 403. */
export function formRoute(act: (request: Request) => Promise<Response>) {
  return route(async (request) => {
    try {
      return await act(request);
    } catch (error) {
      const failed = { id: randomUUID(), method: request.method, pathname: new URL(request.url).pathname };
      const { code, status } = asAppError(error, failed);
      if (status === 403 && code !== "sign_in_again") throw error;
      await auditDenial(error, { headers: request.headers, ...failed });
      return goTo(`${LINK_PAGE}?refused=${code}`);
    }
  });
}

import type { AppError } from "#lib/errors";
import { route } from "#lib/requests/route";
import { LINK_PAGE } from "./cookie.ts";

/** Sends the browser on with a GET, so that a reload repeats nothing. */
export function goTo(path: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 303, headers: { ...headers, location: path } });
}

/** Wraps what a form of the link page asks for: done or refused, the page then says how things stand. A forged form gets its 403. */
export function formRoute(act: (request: Request) => Promise<Response>) {
  return route(act, { page: refusedPage });
}

function refusedPage({ code, status }: AppError): Response | null {
  if (status === 403 && code !== "sign_in_again") return null;
  return goTo(`${LINK_PAGE}?refused=${code}`);
}

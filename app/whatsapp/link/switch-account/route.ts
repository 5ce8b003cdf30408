import { requireUser } from "#lib/auth/session";
import { endedSessionCookie } from "#lib/auth/session-end";
import { LINK_PAGE } from "../cookie.ts";
import { formRoute, goTo } from "../form-route.ts";

/** Signs out, and asks for another account; the link waits in its cookie. */
export const POST = formRoute(async (request) => {
  await requireUser(request);
  return goTo(`/login?callbackUrl=${LINK_PAGE}`, { "set-cookie": endedSessionCookie() });
});

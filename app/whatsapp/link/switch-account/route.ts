import { endSessionOf, requireUser } from "#lib/auth/session";
import { endedSessionCookie } from "#lib/auth/session-end";
import { LINK_PAGE } from "../cookie.ts";
import { formRoute, goTo } from "../form-route.ts";

/** Signs out, and asks to sign in anew, as the same person or another; the link waits in its cookie. */
export const POST = formRoute(async (request) => {
  await requireUser(request);
  await endSessionOf(request);
  return goTo(`/login?again=1&callbackUrl=${LINK_PAGE}`, { "set-cookie": endedSessionCookie() });
});

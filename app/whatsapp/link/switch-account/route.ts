import { callerAddress } from "#lib/address";
import { requireUser } from "#lib/auth/session";
import { endedSessionCookie } from "#lib/auth/session-end";
import { signOutBrowser } from "#lib/auth/sign-out";
import { LINK_PAGE } from "../cookie.ts";
import { formRoute, goTo } from "../form-route.ts";

/** Signs out, and asks to sign in anew, as the same person or another; the link waits in its cookie. */
export const POST = formRoute(async (request) => {
  await requireUser(request);
  await signOutBrowser(request.headers.get("cookie"), callerAddress(request.headers));
  return goTo(`/login?again=1&callbackUrl=${LINK_PAGE}`, { "set-cookie": endedSessionCookie() });
});

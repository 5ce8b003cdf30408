import { requireAccount } from "#lib/auth/sessions/session";
import { endedSessionCookie } from "#lib/auth/sessions/session-end";
import { signOutBrowser } from "#lib/auth/sessions/sign-out";
import { callerAddress } from "#lib/requests/address";
import { LINK_PAGE } from "../cookie.ts";
import { formRoute, goTo } from "../form-route.ts";

/** Signs out, and asks to sign in anew, as the same person or another; the link waits in its cookie. */
export const POST = formRoute(async (request) => {
  await requireAccount(request);
  await signOutBrowser(request.headers.get("cookie"), callerAddress(request.headers));
  return goTo(`/login?again=1&callbackUrl=${LINK_PAGE}`, { "set-cookie": endedSessionCookie() });
});

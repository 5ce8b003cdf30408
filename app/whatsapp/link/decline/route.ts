import { requireAccount } from "#lib/auth/sessions/session";
import { declineLink } from "#lib/linking/declines";
import { callerAddress } from "#lib/requests/address";
import { endedLinkCookie, LINK_PAGE } from "../cookie.ts";
import { formRoute, goTo } from "../form-route.ts";
import { requireShown } from "../shown.ts";
import { DECLINED } from "../view.ts";

/** Voids the link that the page showed to somebody who did not ask for it. */
export const POST = formRoute(async (request) => {
  const account = await requireAccount(request);
  const { token } = await requireShown(request, account);
  await declineLink(token, account, callerAddress(request.headers));
  return goTo(`${LINK_PAGE}?refused=${DECLINED}`, { "set-cookie": endedLinkCookie() });
});

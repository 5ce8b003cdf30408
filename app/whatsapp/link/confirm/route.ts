import { requireRecentSession } from "#lib/auth/sessions/session";
import { confirmLinkAndNotify } from "#lib/replies/confirm-link";
import { callerAddress } from "#lib/requests/address";
import { LINK_PAGE } from "../cookie.ts";
import { formRoute, goTo } from "../form-route.ts";
import { requireShown } from "../shown.ts";

/** Joins the WhatsApp that the page showed to the account that it showed, or asks for a code from the chat first. */
export const POST = formRoute(async (request) => {
  const session = await requireRecentSession(request);
  const { token } = await requireShown(request, session.account);
  await confirmLinkAndNotify(token, session, callerAddress(request.headers));
  return goTo(LINK_PAGE);
});

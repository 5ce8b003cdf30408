import { requireFreshAccount } from "#lib/auth/sessions/session";
import { confirmLinkAndNotify } from "#lib/replies/confirm-link";
import { callerAddress } from "#lib/requests/address";
import { LINK_PAGE } from "../cookie.ts";
import { formRoute, goTo } from "../form-route.ts";
import { requireShown } from "../shown.ts";

/** As confirm, where the account has a WhatsApp already, which the page showed beside the new one: the new one takes its place. */
export const POST = formRoute(async (request) => {
  const account = await requireFreshAccount(request);
  const { token, linked } = await requireShown(request, account);
  await confirmLinkAndNotify(token, { account, isFresh: true }, callerAddress(request.headers), linked);
  return goTo(LINK_PAGE);
});

import { requireAccount } from "#lib/auth/sessions/session";
import { cancelPendingLink } from "#lib/linking/pending";
import { callerAddress } from "#lib/requests/address";
import { LINK_PAGE } from "../cookie.ts";
import { formRoute, goTo } from "../form-route.ts";

/** Gives up the link that waits for its code. */
export const POST = formRoute(async (request) => {
  const account = await requireAccount(request);
  await cancelPendingLink(account.id, callerAddress(request.headers));
  return goTo(`${LINK_PAGE}?refused=cancelled`);
});

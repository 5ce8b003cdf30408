import { requireRecentUser } from "#lib/auth/session";
import { confirmAndTell } from "../../../confirm-and-tell.ts";
import { LINK_PAGE, linkTokenIn } from "../cookie.ts";
import { formRoute, goTo } from "../form-route.ts";

/** Joins the WhatsApp whose token is in the cookie to the signed-in account, or asks for a code from the chat first. */
export const POST = formRoute(async (request) => {
  const account = await requireRecentUser(request);
  await confirmAndTell(linkTokenIn(request.headers.get("cookie") ?? ""), account, request.headers);
  return goTo(LINK_PAGE);
});

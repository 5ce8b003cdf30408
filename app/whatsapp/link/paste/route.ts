import { NextResponse } from "next/server";
import { linkBody } from "#lib/api/linking";
import { requireAccount } from "#lib/auth/sessions/session";
import { areCookiesSecure } from "#lib/auth/sessions/session-cookie-name";
import { requireKnownToken } from "#lib/linking/pastes";
import { callerAddress } from "#lib/requests/address";
import { parseBody, route } from "#lib/requests/route";
import { linkCookie } from "../cookie.ts";

const pasteBody = linkBody.pick({ token: true });

/** Opens a pasted token as its address would: the link page then shows it, and nothing is linked yet. */
export const POST = route(async (request) => {
  const account = await requireAccount(request);
  const { token: pasted } = await parseBody(request, pasteBody);
  const token = await requireKnownToken(pasted, account, callerAddress(request.headers));
  const response = NextResponse.json({ success: true });
  response.cookies.set(linkCookie(token, areCookiesSecure()));
  return response;
});

import type { z } from "zod";
import type { endedResponse } from "#lib/api/auth";
import { requireAccount } from "#lib/auth/sessions/session";
import { endedSessionCookie } from "#lib/auth/sessions/session-end";
import { signOutEverywhere } from "#lib/auth/sessions/sign-out";
import { callerAddress } from "#lib/requests/address";
import { route } from "#lib/requests/route";

/** Ends every session and Bearer token of the signed-in account, this one too. */
export const DELETE = route(async (request) => {
  const account = await requireAccount(request);
  await signOutEverywhere(account, callerAddress(request.headers));
  const response: z.output<typeof endedResponse> = {
    success: true,
    message: "You're signed out everywhere.",
  };
  return Response.json(response, { headers: { "set-cookie": endedSessionCookie() } });
});

import type { z } from "zod";
import type { endedResponse, tokenResponse } from "#lib/api/auth";
import { credentials, signIn } from "#lib/auth/accounts";
import { issueApiToken } from "#lib/auth/api-tokens";
import { requireApiToken } from "#lib/auth/sessions/session";
import { endApiToken } from "#lib/auth/sessions/sign-out";
import { API_TOKEN_LIFETIME_MINUTES } from "#lib/lifetimes";
import { callerAddress } from "#lib/requests/address";
import { parseBody, route } from "#lib/requests/route";

/** Gives an API client a Bearer token for an account's email address and password. */
export const POST = route(async (request) => {
  const given = await parseBody(request, credentials);
  const { headers } = request;
  const account = await signIn(given, callerAddress(headers), headers.get("cookie"));
  const response: z.output<typeof tokenResponse> = {
    access_token: await issueApiToken(account.id, account.tokenGeneration),
    token_type: "Bearer",
    expires_in: API_TOKEN_LIFETIME_MINUTES * 60,
  };
  return Response.json(response);
});

/** Ends the Bearer token that the call comes with. */
export const DELETE = route(async (request) => {
  await endApiToken(await requireApiToken(request), callerAddress(request.headers));
  const response: z.output<typeof endedResponse> = { success: true, message: "This token no longer works." };
  return Response.json(response);
});
